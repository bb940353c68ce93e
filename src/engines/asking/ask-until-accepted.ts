import type { AnswerCache } from '../../answers/answer-cache.ts';
import type { StoredAnswer } from '../../answers/stored-answer.ts';
import type { Usage } from '../../model/schemas.ts';
import { addUsage, NOTHING } from '../../model/summary.ts';
import { nextMove, type ReadAnswer } from './next-move.ts';
import type { ParsedAnswer } from './parse-answer.ts';

/** One poster to be asked about. */
export interface Question {
  /** The key under which its answers are stored. */
  digest: string;
  /** Most tokens of the first answer. */
  maxTokens: number;
  /** @param last What was answered before, where a longer answer is asked for. */
  ask: (maxTokens: number, last: StoredAnswer | undefined) => Promise<StoredAnswer>;
  /** What an answer must contain; a poster by default. */
  read?: ReadAnswer;
}

export interface AcceptedAnswer {
  parsed: ParsedAnswer;
  cutOff: boolean;
  /** Of what was asked just now; nothing if everything was cached. */
  usage: Usage;
  asked: number;
  model: string;
}

/** Asks until there is an answer to accept; each answer is stored before anything else happens. */
export async function askUntilAccepted(
  { digest, maxTokens, ask, read }: Question,
  cache: AnswerCache,
  signal: AbortSignal,
): Promise<AcceptedAnswer> {
  let answers = await cache.get(digest);
  // Useless answers in the cache do not count.
  if (nextMove(answers, maxTokens, read).move === 'give-up') answers = [];
  let usage = NOTHING;
  for (let asked = 0; ; asked++) {
    const next = nextMove(answers, maxTokens, read);
    const last = answers.at(-1);
    if (next.move === 'give-up') throw next.error;
    if (next.move === 'accept') return { ...next, usage, asked, model: last?.model ?? '' };
    signal.throwIfAborted();
    const answer = await ask(next.maxTokens, last);
    answers = [...answers, answer];
    await cache.put(digest, answers);
    usage = addUsage(usage, answer.usage);
  }
}
