/** Where a page's columns divide. */
import type { Rect } from '../../pdf/geometry.ts';

/** What reading order needs of a line or a float. */
export interface Placed extends Rect {
  readonly baseline: number;
  readonly size: number;
}

/** The white strip between two columns, in points. */
export interface Gutter {
  readonly x0: number;
  readonly x1: number;
}

/** Lines that face each other across a gutter before it counts as one. */
const FACING = 4;
/** The same within a column: three columns are rare, tables in a column are not. */
const FACING_AGAIN = 12;
/** Points. */
const NARROWEST_COLUMN = 80;
/** Share of its column that a line of running text fills on average; table cells stay below. */
const FILL = 0.55;

/** The gutters of a page, left to right. `prior` are those of the page before, which hold where nothing speaks against them. */
export function findGutters(lines: readonly (Placed & { text: string })[], prior: readonly Gutter[]): Gutter[] {
  const text = lines.filter((line) => line.text.length > 1);
  if (text.length === 0) return [];
  const left = Math.min(...text.map((line) => line.x0));
  const right = Math.max(...text.map((line) => line.x1));
  const found = gutterWithin(text, left, right, FACING);
  if (found) {
    const before = gutterWithin(
      text.filter((line) => line.x1 <= found.x1),
      left,
      found.x0,
      FACING_AGAIN,
    );
    const after = gutterWithin(
      text.filter((line) => line.x0 >= found.x0),
      found.x1,
      right,
      FACING_AGAIN,
    );
    return [before, found, after].filter((gutter) => gutter !== null);
  }
  return prior.filter((gutter) => isClear(text, gutter));
}

/** Few lines cross the gutter, but for those over whose end the next column is printed. */
function isClear(lines: readonly Placed[], gutter: Gutter): boolean {
  const crossing = lines.filter(
    (line) => line.x0 < gutter.x0 - 2 && line.x1 > gutter.x1 + 2 && !isOverfull(line, lines, [gutter]),
  );
  return crossing.length <= 0.25 * lines.length;
}

function gutterWithin(lines: readonly Placed[], left: number, right: number, least: number): Gutter | null {
  const span = right - left;
  if (span < 2 * NARROWEST_COLUMN) return null;
  const starts = new Map<number, number>();
  for (const { x0 } of lines) {
    if (x0 < left + 0.2 * span || x0 > right - 0.2 * span) continue;
    for (const x of [Math.floor(x0), Math.floor(x0) + 1]) starts.set(x, (starts.get(x) ?? 0) + 1);
  }
  let best: Gutter | null = null;
  let most = least - 1;
  for (const [x, count] of starts) {
    if (count <= most) continue;
    const candidate = gutterBefore(x - 1, lines, left, right);
    if (candidate && candidate.facing > most) [best, most] = [candidate.gutter, candidate.facing];
  }
  return best;
}

function gutterBefore(x: number, lines: readonly Placed[], left: number, right: number) {
  const rightLines = lines.filter((line) => line.x0 >= x - 0.5 && line.x0 < x + 30);
  const leftLines = lines.filter((line) => line.x1 < x);
  const facing = rightLines.filter((line) => leftLines.some((other) => isBeside(line, other)));
  if (facing.length < FACING) return null;
  const neighbours = leftLines.filter((line) => rightLines.some((other) => isBeside(line, other)));
  // The outermost few may stick out of a justified column (long formulas, unbroken words).
  const ends = neighbours.map((line) => line.x1).toSorted((a, b) => a - b);
  const end = ends[Math.floor((ends.length - 1) * 0.9)] ?? left;
  const gutter = { x0: Math.min(end, x - 2), x1: x };
  const fill = (side: readonly Placed[], from: number, to: number) =>
    side.reduce((sum, line) => sum + (line.x1 - line.x0), 0) / (side.length * Math.max(1, to - from));
  if (x - end < 4 || fill(neighbours, left, end) < FILL || fill(facing, x, right) < FILL * 0.9) return null;
  return { gutter, facing: facing.length };
}

/** Sizes: the lines of two columns may stand in each other's gaps. */
const HALF_A_STEP = 0.85;

export const isBeside = (a: Placed, b: Placed) =>
  Math.abs(a.baseline - b.baseline) < HALF_A_STEP * Math.max(a.size, b.size);

export const faces = (a: Placed, b: Placed) =>
  Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0) > 0.4 * Math.min(a.y1 - a.y0, b.y1 - b.y0);

/** Which column a line stands in; null when it crosses a gutter. */
export function columnOf(line: { x0: number; x1: number }, gutters: readonly Gutter[]): number | null {
  if (gutters.some((gutter) => line.x0 < gutter.x0 - 1 && line.x1 > gutter.x1 + 1)) return null;
  const middle = (line.x0 + line.x1) / 2;
  return gutters.filter((gutter) => middle > (gutter.x0 + gutter.x1) / 2).length;
}

/** A line too long for its column: text of the next column stands under its end. */
export function isOverfull(line: Placed, lines: readonly Placed[], gutters: readonly Gutter[]): boolean {
  const crossed = gutters.find((gutter) => line.x0 < gutter.x0 - 1 && line.x1 > gutter.x1 + 1);
  return lines.some((other) => crossed && other.x0 > crossed.x0 && other.x0 < line.x1 - 2 && faces(line, other));
}

export const startColumn = (line: Placed, gutters: readonly Gutter[]) =>
  gutters.filter((gutter) => line.x0 > (gutter.x0 + gutter.x1) / 2).length;
