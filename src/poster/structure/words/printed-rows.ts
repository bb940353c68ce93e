/** A PDF page's glyph runs → rows of words, in the pixels of its picture. */
import type { Rect } from '../../../pdf/geometry.ts';
import type { GlyphRun } from '../../../pdf/glyph-run.ts';
import type { Picture, Word, WordRow } from '../page/page-model.ts';
import { isPrinted } from './is-printed.ts';

/** How far letters usually reach above and below the baseline, as shares of the size. */
const ASCENT = 0.75;
const DESCENT = 0.2;
/** In sizes: runs further apart stand in different rows; closer than the space they are one word. */
const WIDEST_GAP = 1.6;
/** What was drawn at another time, as the next column's line is, is of the row only if it is as close as words are. */
const CLOSE = 0.45;
const OVERLAP = 0.5;
const SPACE = 0.12;
/** Baselines of one row differ by less, in sizes; scripts are set higher and lower. */
const BASELINE = 0.45;
/** Degrees: text that is set upwards labels an axis. */
const UPRIGHT = 3;

/** How far a shadow is cast, in sizes. */
const SHADOW = 0.3;

/** How many runs may be drawn between two that follow each other: scripts and marks. */
const SOON = 4;

interface OpenRow {
  readonly runs: GlyphRun[];
  readonly baseline: number;
  size: number;
  end: number;
}

/** @param scale Pixels of the page's picture for a point. */
export function printedRows(runs: readonly GlyphRun[], picture: Picture, scale: number): WordRow[] {
  const shown = runs.filter(
    (run) => !run.hidden && Math.abs(run.angle) < UPRIGHT && run.size > 0 && isPrinted(picture, boxOf(run, scale)),
  );
  const rows: OpenRow[] = [];
  const drawn = new Map(runs.map((run, index) => [run, index]));
  const follows = (last: GlyphRun, run: GlyphRun) => {
    const later = drawn.get(run)! - drawn.get(last)!;
    return later > 0 && later <= SOON;
  };
  for (const run of withoutShadows(shown).toSorted((a, b) => a.x - b.x)) {
    const row = nearest(rows, run, follows);
    if (row === null) {
      rows.push({ runs: [run], baseline: run.baseline, size: run.size, end: run.x + run.width });
      continue;
    }
    row.runs.push(run);
    row.size = Math.max(row.size, run.size);
    row.end = Math.max(row.end, run.x + run.width);
  }
  return rows.map((row) => ({ words: wordsOf(row.runs, scale), bold: isBold(row.runs) }));
}

/** Shadows and outlines are the same text once more, a little aside: only the last, which covers the others, is kept. */
function withoutShadows(runs: readonly GlyphRun[]): GlyphRun[] {
  const same = Map.groupBy(runs, ({ text }) => text);
  return runs.filter((run) => {
    const alike = same.get(run.text)!;
    return !alike.slice(alike.indexOf(run) + 1).some((later) => isShadow(run, later));
  });
}

const isShadow = (run: GlyphRun, other: GlyphRun): boolean =>
  Math.abs(run.x - other.x) < run.size * SHADOW &&
  Math.abs(run.baseline - other.baseline) < run.size * SHADOW &&
  Math.abs(run.size - other.size) < run.size * SHADOW;

function nearest(
  rows: readonly OpenRow[],
  run: GlyphRun,
  follows: (last: GlyphRun, run: GlyphRun) => boolean,
): OpenRow | null {
  let best: OpenRow | null = null;
  let closest = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const size = Math.max(row.size, run.size);
    const gap = run.x - row.end;
    const rise = Math.abs(run.baseline - row.baseline);
    if (
      gap > size * (follows(row.runs.at(-1)!, run) ? WIDEST_GAP : CLOSE) ||
      gap < -size * OVERLAP ||
      rise > size * BASELINE
    )
      continue;
    if (rise + Math.abs(gap) < closest) [best, closest] = [row, rise + Math.abs(gap)];
  }
  return best;
}

function wordsOf(runs: readonly GlyphRun[], scale: number): Word[] {
  const words: (Word & { joins: boolean; end: number })[] = [];
  for (const run of runs) {
    const last = words.at(-1);
    const box = boxOf(run, scale);
    if (last?.joins && run.x - last.end < run.size * SPACE) {
      const joined = {
        ...last,
        text: last.text + run.text,
        box: { x0: last.box.x0, y0: Math.min(last.box.y0, box.y0), x1: box.x1, y1: Math.max(last.box.y1, box.y1) },
      };
      words[words.length - 1] = { ...joined, joins: !run.spaceAfter, end: run.x + run.width };
    } else {
      const size = run.size * scale;
      words.push({
        text: run.text,
        box,
        confidence: 1,
        size,
        look: `${run.font.name} ${run.colour}`,
        joins: !run.spaceAfter,
        end: run.x + run.width,
      });
    }
  }
  return words;
}

const boxOf = ({ x, baseline, width, size }: GlyphRun, scale: number): Rect => ({
  x0: x * scale,
  y0: (baseline - size * ASCENT) * scale,
  x1: (x + width) * scale,
  y1: (baseline + size * DESCENT) * scale,
});

/** Most of the letters are. */
function isBold(runs: readonly GlyphRun[]): boolean {
  const letters = (some: readonly GlyphRun[]) => some.reduce((sum, { text }) => sum + text.length, 0);
  return letters(runs.filter(({ font }) => font.bold)) > letters(runs) / 2;
}
