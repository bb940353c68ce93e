import { z } from 'zod';
import { seededRandom } from '../seeded-random.ts';
import { readJsonObject } from './parse-prediction.ts';

/** A question about the paper with one right choice. */
export interface QuizQuestion {
  readonly question: string;
  readonly choices: readonly string[];
  /** Index of the right one. */
  readonly right: number;
}

const Written = z.object({
  questions: z.array(z.object({ question: z.string(), right: z.string(), wrong: z.array(z.string()).min(1) })),
});
const Answers = z.object({ answers: z.array(z.string()) });

const LETTERS = 'ABCDEFGH';

/**
 * PaperQuiz (Pang et al. 2025, Paper2Poster, section 4.2): questions are written from the paper and answered from the
 * poster alone; a poster that tells the paper's story lets more of them be answered.
 */
export function quizPrompt(paper: string, count: number): string {
  return [
    `Write ${count} multiple-choice questions about the research paper below.`,
    'Half ask for facts that the paper states, half for its main ideas and why they matter. Nobody can answer them without the paper.',
    'Answer with JSON only: {"questions": [{"question": "…", "right": "the right choice", "wrong": ["…", "…", "…"]}]}',
    `PAPER:\n${paper}`,
  ].join('\n\n');
}

/** The questions with their choices in an order that the seed decides; none where the answer holds none. */
export function readQuiz(answer: string, seed: string): QuizQuestion[] {
  const written = Written.safeParse(readJsonObject(answer));
  if (!written.success) return [];
  const random = seededRandom(`quiz:${seed}`);
  return written.data.questions.map(({ question, right, wrong }) => {
    const choices = random.shuffled([right, ...wrong.slice(0, LETTERS.length - 1)]);
    return { question, choices, right: choices.indexOf(right) };
  });
}

export function quizAnswerPrompt(poster: string, questions: readonly QuizQuestion[]): string {
  const asked = questions.map(({ question, choices }, i) =>
    [`${i + 1}. ${question}`, ...choices.map((choice, c) => `   ${LETTERS[c]}. ${choice}`)].join('\n'),
  );
  return [
    'Answer the questions from the poster below and from nothing else. Where it does not tell, answer "none".',
    'Answer with JSON only, one letter a question: {"answers": ["A", "none", …]}',
    `POSTER:\n${poster}`,
    `QUESTIONS:\n${asked.join('\n')}`,
  ].join('\n\n');
}

/** Share (0–1) of the questions answered right; `null` where there are none. */
export function quizScore(answer: string, questions: readonly QuizQuestion[]): number | null {
  if (questions.length === 0) return null;
  const read = Answers.safeParse(readJsonObject(answer));
  const answers = read.success ? read.data.answers : [];
  const right = questions.filter(({ right }, i) => answers[i]?.trim().charAt(0).toUpperCase() === LETTERS[right]);
  return right.length / questions.length;
}
