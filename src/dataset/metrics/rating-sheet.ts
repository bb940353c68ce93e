import { fractionOf } from '../identity/identity.ts';

/** Asked of people about each of the two posters, 1 (poor) to 5 (good). */
const QUESTIONS = ['clarity', 'faithfulness', 'completeness', 'organisation'] as const;

export const SHEET_HEADER = csvLine([
  'item',
  'title',
  'poster_a',
  'poster_b',
  ...QUESTIONS.flatMap((question) => [`${question}_a`, `${question}_b`]),
  'preferred (a, b or tie)',
]);
export const KEY_HEADER = csvLine(['item', 'paper_id', 'a', 'b']);

/**
 * A line of the sheet that people rate without knowing which poster is the model's, and the line of the key that tells.
 * The seed decides who is a and who is b.
 */
export function ratingLines(
  item: number,
  { title, paperId, prediction, reference }: { title: string; paperId: string; prediction: string; reference: string },
  seed: number,
): { sheet: string; key: string } {
  const swapped = fractionOf(`sheet:${seed}:${item}`) < 0.5;
  const [a, b] = swapped ? [reference, prediction] : [prediction, reference];
  const names = swapped ? ['reference', 'prediction'] : ['prediction', 'reference'];
  return {
    sheet: csvLine([String(item), title, a, b, ...QUESTIONS.flatMap(() => ['', '']), '']),
    key: csvLine([String(item), paperId, ...names]),
  };
}

/** RFC 4180; a cell that a spreadsheet would take for a formula is made text. */
function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => `"${cell.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`);
  return `${quoted.join(',')}\n`;
}
