import { createReadStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageBatches } from '../engines/claude/message-batches.ts';
import { readLines } from '../files/read-lines.ts';
import { FatalError } from '../model/item.ts';
import { NOTHING } from '../model/summary.ts';
import type { BatchDesk } from './batch-desk.ts';
import type { BatchGroup } from './batch-group.ts';
import { countGroup } from './count-group.ts';
import { type GroupDraft, requestLine } from './group-draft.ts';
import type { GroupFiles } from './group-files.ts';
import { sizeOf } from './size-of.ts';

/** How often to look for a batch whose creation was not confirmed: the service may still be creating it. */
const LOOKS = 3;

/** Milliseconds. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 60_000;

/** Sends a full group. It is recorded as sent before it is. @throws FatalError when none would be taken */
export async function submitDraft(draft: GroupDraft, to: BatchDesk): Promise<void> {
  await draft.end();
  const group = await intend(draft, to);
  to.ledger.send(group);
  await submit(group, to);
}

const intend = async ({ number, requests, worstUsd }: GroupDraft, { service }: BatchDesk): Promise<BatchGroup> => ({
  number,
  requests,
  worst_usd: worstUsd,
  made_after: await newestOf(service),
  batch_id: null,
  candidates: [],
  collected: null,
});

async function submit(intended: BatchGroup, to: BatchDesk): Promise<void> {
  const { files, service } = to;
  let group = intended;
  for (let attempt = 0; ; attempt += 1) {
    await files.keep(group);
    const creation = await service.create(files.bodyOf(group.number));
    if (creation.outcome === 'created') return await settle({ ...group, batch_id: creation.batch.id }, to);
    if (creation.outcome === 'too-large') return await split(group, creation.said, to);
    if (creation.outcome === 'unknown') {
      const candidates = await lookFor(group, to);
      if (candidates.length > 0) return await settle({ ...group, candidates }, to);
      group = { ...group, made_after: await newestOf(service) };
    }
    if (attempt >= to.maxRetries) await giveUp(group, creation.said, to);
    await sleep(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt));
  }
}

/** The service has it now: the request file is no longer needed. */
async function settle(group: BatchGroup, { files, counts }: BatchDesk): Promise<void> {
  await files.keep(group);
  await files.removeBody(group.number);
  countGroup(group, counts);
}

async function giveUp(group: BatchGroup, said: string, { files, ledger }: BatchDesk): Promise<never> {
  await files.forget(group.number);
  ledger.drop(group);
  throw new FatalError(`The service takes no batch now: ${said}. What was submitted before goes on; run this again.`);
}

/**
 * Batches that may be a group whose creation was not confirmed: created since, of the same size, and claimed by no other
 * group. Which one it is, if any, only their results show.
 */
export async function lookFor(
  group: BatchGroup,
  { service, files, pollMs }: Pick<BatchDesk, 'service' | 'files' | 'pollMs'>,
): Promise<string[]> {
  const taken = new Set<string | null>();
  for await (const { batch_id } of files.all()) taken.add(batch_id);
  for (let look = 1; ; look += 1) {
    const candidates: string[] = [];
    for await (const batch of service.newestFirst()) {
      if (batch.id === group.made_after) break;
      if (sizeOf(batch) === group.requests.length && !taken.has(batch.id)) candidates.push(batch.id);
    }
    if (candidates.length > 0 || look === LOOKS) return candidates;
    await sleep(pollMs);
  }
}

async function newestOf(service: MessageBatches): Promise<string | null> {
  for await (const { id } of service.newestFirst()) return id;
  return null;
}

/** Splits a group in two if the service refuses its size; a single request that is too large is given up. */
async function split(group: BatchGroup, said: string, to: BatchDesk): Promise<void> {
  const { files, ledger } = to;
  const [only, ...others] = group.requests;
  if (only && others.length === 0) {
    const reason = { id: only.id, code: 'too-large' as const, message: said, again: false };
    const collected = { usage: NOTHING, cost_usd: 0, unanswered: [reason] };
    ledger.note({ ...group, collected });
    return await settle({ ...group, collected }, to);
  }
  const halves = await halve(group, files);
  ledger.drop(group);
  await files.forget(group.number);
  for (const half of halves) {
    await half.end();
    const next = await intend(half, to);
    ledger.note(next);
    await submit(next, to);
  }
}

async function halve(
  { number, requests, worst_usd }: BatchGroup,
  files: GroupFiles,
): Promise<[GroupDraft, GroupDraft]> {
  const halves: [GroupDraft, GroupDraft] = [await files.draft(), await files.draft()];
  const worst = worst_usd / requests.length;
  let met = 0;
  for await (const { text } of readLines(createReadStream(files.bodyOf(number)))) {
    const line = requestLine(text);
    const request = requests[met];
    if (line === null || request === undefined) continue;
    await halves[met < requests.length / 2 ? 0 : 1].add(request, Buffer.from(line), worst);
    met += 1;
  }
  return halves;
}
