import { setTimeout as sleep } from 'node:timers/promises';
import { FatalError } from '../model/item.ts';
import type { BatchDesk } from './batch-desk.ts';
import type { BatchGroup } from './batch-group.ts';
import { collectGroup } from './collect-group.ts';

/** The longest wait between two polls, as a multiple of the first. */
const LONGEST = 10;
const SLOWER = 1.5;

/**
 * Waits until every group has ended, and collects each as it ends. Also waits out a network outage,
 * once the service has answered at all.
 * @returns whether anything has to be asked again
 * @throws FatalError, or the signal's reason as soon as it aborts
 */
export async function awaitGroups(desk: BatchDesk, signal: AbortSignal): Promise<boolean> {
  let again = false;
  let heard = false;
  for (let wait = desk.pollMs; ; wait = Math.min(wait * SLOWER, LONGEST * desk.pollMs)) {
    let open = 0;
    for await (const group of desk.files.all()) {
      if (group.collected !== null) continue;
      signal.throwIfAborted();
      const became = await tend(group, desk).catch((error) => {
        if (!heard || error instanceof FatalError) throw error;
        return 'open' as const;
      });
      heard = true;
      if (became === 'open') open += 1;
      again = again || became === 'ask-again';
    }
    if (open === 0) return again;
    await sleep(wait, undefined, { signal });
  }
}

type Became = 'open' | 'collected' | 'ask-again';

async function tend(group: BatchGroup, desk: BatchDesk): Promise<Became> {
  const { files, ledger, service, counts } = desk;
  const batch_id = group.batch_id ?? (await identify(group, desk));
  if (batch_id === 'undecided') return 'open';
  if (batch_id === null) {
    await files.forget(group.number);
    ledger.drop(group);
    counts.submitted -= 1;
    counts.requests -= group.requests.length;
    return 'ask-again';
  }
  const batch = await service.find(batch_id);
  if (batch === null || batch.archived_at !== null) throw lost(batch_id, group.number);
  if (batch.processing_status !== 'ended') return 'open';
  const again = await collectGroup({ ...group, batch_id }, desk);
  counts.ended += 1;
  counts.answered += group.requests.length;
  return again ? 'ask-again' : 'collected';
}

/** The candidate that is this group; `null` if none is. Only a batch that has ended shows whose requests it holds. */
async function identify({ candidates, requests }: BatchGroup, { service }: BatchDesk): Promise<string | null> {
  const ids = new Set(requests.map(({ id }) => id));
  let undecided = false;
  for (const candidate of candidates) {
    const batch = await service.find(candidate);
    if (batch === null) continue;
    if (batch.processing_status !== 'ended') undecided = true;
    else {
      for await (const { custom_id } of service.results(candidate)) {
        if (ids.has(custom_id)) return candidate;
        break;
      }
    }
  }
  return undecided ? 'undecided' : null;
}

const lost = (id: string, number: number): FatalError =>
  new FatalError(
    `The service does not know the batch ${id} any more, or this key is of another workspace. If its answers are not to be had, remove groups/${String(number).padStart(5, '0')}.json from the spool and run this again.`,
  );
