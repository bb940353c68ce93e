import type { MessageBatchIndividualResponse } from '@anthropic-ai/sdk/resources/messages';
import type { StoredAnswer } from '../answers/stored-answer.ts';
import { nextMove } from '../engines/asking/next-move.ts';
import { failureOfResult, speaksOfSchema } from '../engines/claude/claude-errors.ts';
import { storedAnswer } from '../engines/claude/claude-transport.ts';
import { addUsage, NOTHING } from '../model/summary.ts';
import type { BatchDesk } from './batch-desk.ts';
import type { BatchGroup, Collected, GroupRequest, Unanswered } from './batch-group.ts';

/**
 * Reads the results of a batch that has ended. Every answer goes into the cache first, each in its place, so
 * that doing so again changes nothing.
 * @returns whether anything has to be asked again
 * @throws RowError, FatalError when the results cannot be read
 */
export async function collectGroup(group: BatchGroup & { batch_id: string }, desk: BatchDesk): Promise<boolean> {
  const missing = new Map(group.requests.map((request) => [request.id, request]));
  const collected: Collected = { usage: NOTHING, cost_usd: 0, unanswered: [] };
  let again = false;
  for await (const { custom_id: id, result } of desk.service.results(group.batch_id)) {
    const request = missing.get(id);
    // Each request is answered once; an answer nobody asked for is ignored.
    if (!request || !missing.delete(id)) continue;
    if (result.type === 'succeeded') {
      const answer = storedAnswer(result.message, request.max_tokens);
      again = (await keep(request, answer, desk)) || again;
      count(answer, collected, desk);
    } else collected.unanswered.push(explain(id, result, desk));
  }
  await desk.cache.kept();
  for (const id of missing.keys()) collected.unanswered.push({ id, ...NO_RESULT });
  await desk.files.keep({ ...group, collected });
  desk.ledger.note({ ...group, collected });
  desk.onPaid(collected.usage, collected.cost_usd);
  return again || collected.unanswered.some((reason) => reason.again);
}

/** @returns whether this answer calls for another one */
async function keep({ id, answers_before }: GroupRequest, answer: StoredAnswer, desk: BatchDesk): Promise<boolean> {
  const before = await desk.cache.get(id);
  const answers = [...before.slice(0, answers_before), answer];
  await desk.cache.put(id, answers);
  return nextMove(answers, desk.maxTokens).move === 'ask';
}

function count({ usage }: StoredAnswer, collected: Collected, { spending }: BatchDesk): void {
  const dollars = spending.dollars(usage);
  collected.usage = addUsage(collected.usage, usage);
  collected.cost_usd = collected.cost_usd === null || dollars === null ? null : collected.cost_usd + dollars;
}

const NO_RESULT = { code: 'engine-unavailable', message: 'The batch ended without a result', again: true } as const;

const EXPIRED = {
  code: 'engine-unavailable',
  message: 'The batch expired before this poster had its turn',
  again: true,
} as const;

const CANCELED = { code: 'engine-unavailable', message: 'The batch was cancelled', again: false } as const;

type Missed = Exclude<MessageBatchIndividualResponse['result'], { type: 'succeeded' }>;

function explain(id: string, result: Missed, { model, apiKey, answerForm }: BatchDesk): Unanswered {
  if (result.type === 'expired') return { id, ...EXPIRED };
  if (result.type === 'canceled') return { id, ...CANCELED };
  const { error } = result.error;
  const failure = failureOfResult(error, model, [apiKey]);
  if (answerForm !== 'auto' || error.type !== 'invalid_request_error' || !speaksOfSchema(error.message))
    return { id, ...failure };
  // The next request will be in the other form.
  return { id, ...failure, again: true, refuses_schema: true };
}
