/**
 * What to do next about one poster, given all that was answered so far: a pure function of the stored answers, so that
 * a run that was killed goes on where it stopped.
 */
import type { StoredAnswer } from '../../answers/stored-answer.ts';
import { RowError } from '../../model/item.ts';
import { type ParsedAnswer, parseAnswer } from './parse-answer.ts';

export type NextMove =
  | { move: 'ask'; maxTokens: number }
  | { move: 'accept'; parsed: ParsedAnswer; cutOff: boolean }
  | { move: 'give-up'; error: RowError };

/** Largest answer that any current model writes, in tokens. */
const MAX_ANSWER_TOKENS = 128_000;

/** Asked at most once more: with twice the budget after a cut-off answer, with the same after a garbled one. */
const RETRIES = 1;

/** Reads what was asked for out of an answer; `null` if it is not there. */
export type ReadAnswer = (text: string) => ParsedAnswer | null;

export function nextMove(
  answers: readonly StoredAnswer[],
  maxTokens: number,
  read: ReadAnswer = parseAnswer,
): NextMove {
  const last = answers.at(-1);
  if (last === undefined) return { move: 'ask', maxTokens };
  if (last.stop_reason === 'refusal') return giveUp('refused', 'The model refused to transcribe this poster.');
  const cutOff = answers.filter(isCutOff);
  if (isCutOff(last)) {
    const doubled = Math.min(last.max_tokens * 2, MAX_ANSWER_TOKENS);
    const roomLeft = last.stop_reason === 'max_tokens' && doubled > last.max_tokens;
    return roomLeft && cutOff.length <= RETRIES ? { move: 'ask', maxTokens: doubled } : salvage(last, read);
  }
  const parsed = read(last.text);
  if (parsed !== null) return { move: 'accept', parsed, cutOff: false };
  const garbled = answers.length - cutOff.length;
  if (garbled <= RETRIES) return { move: 'ask', maxTokens: last.max_tokens };
  return giveUp('invalid-output', `The model's answer is not a poster, asked twice: ${excerpt(last.text)}`);
}

const isCutOff = ({ stop_reason }: StoredAnswer): boolean =>
  stop_reason === 'max_tokens' || stop_reason === 'model_context_window_exceeded';

function salvage(answer: StoredAnswer, read: ReadAnswer): NextMove {
  const parsed = read(answer.text);
  if (parsed !== null) return { move: 'accept', parsed, cutOff: true };
  const where =
    answer.stop_reason === 'max_tokens'
      ? `at ${answer.max_tokens} tokens. Raise --max-tokens.`
      : 'where the model can write no more. Choose another --model.';
  return giveUp('truncated', `The answer was cut off ${where}`);
}

const giveUp = (code: 'refused' | 'invalid-output' | 'truncated', message: string): NextMove => ({
  move: 'give-up',
  error: new RowError(code, message),
});

const excerpt = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
