/** What a heading says, and how it is numbered and set. */

import { joinLines } from '../lines/dehyphenate.ts';
import type { Block } from './block.ts';

/** `3`, `3.1`, `IV.`, `B.`, `Appendix C` before a heading's words. */
export const NUMBERED =
  /^(?:(?<arabic>\d{1,2}(?:\.\d{1,2}){0,4})\.?|(?<roman>[IVX]{1,5})\.|(?<letter>[A-H](?:\.\d{1,2}){0,3})\.?)\s+(?=[\p{L}“"'(])/u;

export const headingText = (block: Block): string => joinLines(block.lines.map((line) => line.text));

export function isCapitals(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '');
  return letters.length > 4 && letters.replace(/\p{Lu}/gu, '').length <= 0.1 * letters.length;
}
