/** A model writes a poster; what is wrong with it is measured, and told to the model. */
import { parseAnswer } from '../../dataset/metrics/parse-prediction.ts';
import type { DrawnLayout } from '../../draw/content/poster-content.ts';
import { RowError } from '../../model/item.ts';

export interface WrittenPoster {
  readonly layout: DrawnLayout;
  readonly content: string;
  /** How often the model was asked. */
  readonly rounds: number;
}

/** The first answer, and two that know what was wrong. */
const MOST_ROUNDS = 3;

/**
 * @param question the prompt of the training data
 * @param problemsOf what is wrong with a poster that could be read; nothing where it can be printed
 * @returns the answer with the fewest problems
 * @throws RowError `invalid-output` where no answer was a poster
 */
export async function askForPoster(
  ask: (question: string) => Promise<string>,
  question: string,
  problemsOf: (poster: Omit<WrittenPoster, 'rounds'>) => readonly string[],
): Promise<WrittenPoster> {
  let best: { poster: Omit<WrittenPoster, 'rounds'>; problems: number } | null = null;
  let next = question;
  let rounds = 0;
  while (rounds < MOST_ROUNDS) {
    rounds += 1;
    const answer = await ask(next);
    const { layout, content } = parseAnswer(answer);
    const poster = layout && content ? { layout, content } : null;
    const problems = poster ? problemsOf(poster) : [UNREADABLE];
    if (poster && problems.length < (best?.problems ?? Number.POSITIVE_INFINITY))
      best = { poster, problems: problems.length };
    if (problems.length === 0) break;
    next = correction(question, answer, problems);
  }
  if (best) return { ...best.poster, rounds };
  throw new RowError('invalid-output', `No answer of ${rounds} is a poster: ${UNREADABLE}`);
}

const UNREADABLE = 'it is no JSON object with a whole `layout` and a text `content`';

/** Problems that are told, and letters of the answer: a model that loops must not be sent its loop. */
const MOST_TOLD = 12;
const MOST_LETTERS = 60_000;

const correction = (question: string, answer: string, problems: readonly string[]): string =>
  `${question}\n\n## Your last answer\n\n${answer.slice(0, MOST_LETTERS)}\n\n## What is wrong with it\n\n${problems
    .slice(0, MOST_TOLD)
    .map((problem) => `- ${problem}`)
    .join('\n')}\n\nAnswer again, with the whole JSON object.`;
