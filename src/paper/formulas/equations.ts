/** Which lines are displayed formulas. */
import type { TextLine } from '../lines/text-line.ts';
import { isDisplayToken } from './formula-book.ts';

const NUMBER = /\(\s?[A-Z]?\d{1,3}(?:\.\d{1,3})*[a-z]?\s?\)$/;
// Raised and lowered letters (`ₑₓₜ`) are of a class of their own and make no words.
const WORD = /[\p{Lu}\p{Ll}]{4,}/gu;

/** How many words, as running text has them, stand in a line. */
export const wordsIn = (text: string): number => text.match(WORD)?.length ?? 0;

/** A formula on a line of its own: set in from the column's edge or numbered at its end, and hardly any words in it. */
export function isEquationLine(line: TextLine, column: { left: number; right: number }): boolean {
  if (isDisplayToken(line.text)) return true;
  const words = wordsIn(line.text);
  const tokens = line.text.split(' ').length;
  if (words > 3 && words > 0.2 * tokens) return false;
  const setIn = line.x0 > column.left + 1.2 * line.size;
  if (setIn && line.math > 0.45) return true;
  if (NUMBER.test(line.text) && line.x1 > column.right - 2 * line.size && (line.math > 0.25 || setIn))
    return line.math > 0.15;
  return line.math > 0.7 && line.x1 < column.right - line.size && words === 0;
}
