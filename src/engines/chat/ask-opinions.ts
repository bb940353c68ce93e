import { ASPECTS, type Aspect, judgePrompt, readJudgement } from '../../dataset/metrics/judge.ts';
import { quizAnswerPrompt, quizPrompt, quizScore, readQuiz } from '../../dataset/metrics/paper-quiz.ts';
import type { TextModel } from './text-model.ts';

/** What a model thinks of a poster; each 0–1, best at 1, `null` where it gave no usable answer. */
export type Opinions = Readonly<Record<string, number | null>>;

export interface OpinionOptions {
  /** Questions of the quiz; none for 0. */
  readonly quiz: number;
  readonly judge: boolean;
  readonly seed: number;
}

/** The measures that `askOpinions` gives. */
export function opinionNames({ quiz, judge }: OpinionOptions): string[] {
  return [...(quiz > 0 ? ['paper_quiz'] : []), ...(judge ? aspects.map(nameOf) : [])];
}

/**
 * Asks a model for the PaperQuiz and the six-aspect judgement of one poster.
 *
 * @throws FatalError when the model cannot be asked
 */
export async function askOpinions(
  model: TextModel,
  { paper, poster }: { paper: string; poster: string },
  { quiz, judge, seed }: OpinionOptions,
): Promise<Opinions> {
  const [quizzed, judged] = await Promise.all([
    quiz > 0 ? askQuiz(model, paper, poster, { quiz, seed }) : null,
    judge ? model.ask(judgePrompt(paper, poster)).then(readJudgement) : null,
  ]);
  return {
    ...(quiz > 0 && { paper_quiz: quizzed }),
    ...(judged && Object.fromEntries(aspects.map((aspect) => [nameOf(aspect), judged[aspect]]))),
  };
}

const aspects = Object.keys(ASPECTS).filter((name): name is Aspect => name in ASPECTS);
const nameOf = (aspect: Aspect): string => `judge_${aspect}`;

async function askQuiz(
  model: TextModel,
  paper: string,
  poster: string,
  { quiz, seed }: { quiz: number; seed: number },
): Promise<number | null> {
  const questions = readQuiz(await model.ask(quizPrompt(paper, quiz)), `${seed}:${paper.slice(0, 200)}`);
  if (questions.length === 0) return null;
  return quizScore(await model.ask(quizAnswerPrompt(poster, questions)), questions);
}
