/** The line numbers of a review copy: they count down the margin, outside of all text. */
import type { GlyphRun } from '../../pdf/glyph-run.ts';

/** Fewer numbers on a page may be the labels of a drawing. */
const FEWEST = 10;
/** Points by which the numbers' edges, and the text's, differ. */
const EDGE = 1.5;
/** Share of the neighbours that count on by the usual step, and of the text that stands inside of the numbers. */
const MOST = 0.9;

export function withoutLineNumbers(runs: readonly GlyphRun[]): readonly GlyphRun[] {
  const numbers = runs.filter((run) => run.angle === 0 && /^\d{1,5}$/.test(run.text));
  if (numbers.length < FEWEST) return runs;
  const text = runs.filter((run) => !numbers.includes(run));
  const taken = new Set(['left', 'right'].flatMap((side) => lineNumbers(numbers, text, side === 'left')));
  return taken.size === 0 ? runs : runs.filter((run) => !taken.has(run));
}

function lineNumbers(numbers: readonly GlyphRun[], text: readonly GlyphRun[], left: boolean): GlyphRun[] {
  const end = (run: GlyphRun) => run.x + run.width;
  const isOutside = (run: GlyphRun) =>
    text.filter((other) => (left ? other.x > end(run) : end(other) < run.x)).length >= MOST * text.length;
  const outside = numbers.filter(isOutside);
  const edge = left ? Math.max(...outside.map(end)) : Math.min(...outside.map((run) => run.x));
  const column = outside.filter((run) => Math.abs((left ? end(run) : run.x) - edge) < EDGE);
  return countsOn(column) && isBesideText(column, text) ? column : [];
}

function countsOn(column: readonly GlyphRun[]): boolean {
  if (column.length < FEWEST) return false;
  const values = column.toSorted((a, b) => a.baseline - b.baseline).map((run) => Number(run.text));
  const steps = values.slice(1).map((value, i) => value - (values[i] ?? 0));
  return [1, 5].some((usual) => steps.filter((step) => step === usual).length >= MOST * steps.length);
}

/** Words on a line of running text, which has no wider gaps (in sizes); rows of a table that counts are unlike it. */
const FULL_LINE = 6;
const WIDEST_GAP = 1.5;
/** Numbers set below this share of the size of the words beside them are no cells. */
const SMALL = 0.9;

function isBesideText(column: readonly GlyphRun[], text: readonly GlyphRun[]): boolean {
  const numbered = column.filter((number) => {
    const level = ({ baseline, angle }: GlyphRun) =>
      angle === 0 && Math.abs(baseline - number.baseline) < 0.2 * number.size;
    const words = text.filter(level).toSorted((a, b) => a.x - b.x);
    const [first] = words;
    if (first && number.size < SMALL * first.size) return true;
    const isOpen = words.slice(1).some((run, i) => {
      const before = words[i];
      return before && run.x - before.x - before.width > WIDEST_GAP * run.size;
    });
    return words.length >= FULL_LINE && !isOpen;
  });
  return numbered.length >= 0.5 * column.length;
}
