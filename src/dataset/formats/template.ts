/**
 * The Alpaca template (Taori et al. 2023, github.com/tatsu-lab/stanford_alpaca) without its preamble: one text with three
 * headings, for formats that have no turns.
 */
import type { Prompt } from '../instruction.ts';

const INSTRUCTION = '### Instruction:\n';
const INPUT = '\n\n### Input:\n';
const RESPONSE = '\n\n### Response:\n';

/** All before the answer. It ends in a line break, so that the answer's first token is the same with and without the prompt. */
export const templateText = ({ instruction, input }: Prompt): string =>
  `${INSTRUCTION}${instruction}${INPUT}${input}${RESPONSE}`;

/** Where the answer begins: at the last heading, since a paper may print one, and an answer is JSON and cannot. */
export function cutAtResponse(text: string): { head: string; answer: string } {
  const end = text.lastIndexOf(RESPONSE);
  if (end < 0) return { head: text, answer: '' };
  return { head: text.slice(0, end), answer: text.slice(end + RESPONSE.length) };
}

/** Undoes `templateText`: instruction and input in one. */
export function withoutHeadings(text: string): string {
  const body = text.endsWith(RESPONSE) ? text.slice(0, -RESPONSE.length) : text;
  return (body.startsWith(INSTRUCTION) ? body.slice(INSTRUCTION.length) : body).replace(INPUT, '\n\n');
}
