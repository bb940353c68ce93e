/** What asking about a poster would use, without asking. */
import type { AnswerCache } from '../../answers/answer-cache.ts';
import { NOTHING } from '../../model/summary.ts';
import type { PosterInput } from '../../poster/picture/open-poster.ts';
import type { Spending } from '../cost/spending.ts';
import type { Estimate } from '../engine.ts';
import { nextMove } from './next-move.ts';
import type { PosterQuestions } from './service.ts';

export interface ToEstimate<Dialect> {
  input: PosterInput;
  dialect: Dialect;
  cache: AnswerCache;
  spending: Spending;
}

/** Of a plain answer; nothing where it is kept. */
export async function estimateAnswer<Dialect>(
  questions: PosterQuestions<Dialect>,
  { input, dialect, cache, spending }: ToEstimate<Dialect>,
): Promise<Estimate> {
  if (await isAnswered(questions, input, dialect, cache)) return { free: true, usage: NOTHING, costUsd: 0 };
  const usage = questions.typical(input, dialect);
  return { free: false, usage, costUsd: spending.dollars(usage) };
}

/** Whether the answers that are kept say all that would be asked. */
export async function isAnswered<Dialect>(
  questions: PosterQuestions<Dialect>,
  input: PosterInput,
  dialect: Dialect,
  cache: AnswerCache,
): Promise<boolean> {
  return nextMove(await cache.get(questions.digest(input, dialect)), questions.maxTokens).move === 'accept';
}
