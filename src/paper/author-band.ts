/** Where the authors of a title page end, who stand side by side over the columns of the text. */
import type { Rect } from '../pdf/geometry.ts';
import { columnOf, type Gutter, type Placed } from './gutters.ts';

/** Share of its column that a line of running text takes; names and institutes are shorter. */
const FULL = 0.85;
/** Share of the page's lines among which the authors stand. */
const TOP = 0.4;
/** Sizes: less white across all columns is only the distance of two lines. */
const LEAST_GAP = 0.8;

/** The widest white strip across the page between its first line and its running text, when names face each other above it. */
export function belowAuthors(lines: readonly Placed[], gutters: readonly Gutter[]): Rect | null {
  const sorted = lines.toSorted((a, b) => a.y0 - b.y0);
  const text = sorted.findIndex((line) => isFull(line, lines, gutters));
  if (text < 2 || text > TOP * sorted.length) return null;
  let gap: { from: number; to: number } | null = null;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const line of sorted.slice(0, text + 1)) {
    const isWider = line.y0 - bottom > (gap ? gap.to - gap.from : LEAST_GAP * line.size);
    if (facesAbove(sorted, bottom, gutters) && isWider) gap = { from: bottom, to: line.y0 };
    bottom = Math.max(bottom, line.y1);
  }
  if (!gap) return null;
  const y = (gap.from + gap.to) / 2;
  return { x0: Math.min(...lines.map(({ x0 }) => x0)), x1: Math.max(...lines.map(({ x1 }) => x1)), y0: y, y1: y };
}

/** In a column, as wide as it. */
function isFull(line: Placed, lines: readonly Placed[], gutters: readonly Gutter[]): boolean {
  const column = columnOf(line, gutters);
  if (column === null) return false;
  const left = gutters[column - 1]?.x1 ?? Math.min(...lines.map(({ x0 }) => x0));
  const right = gutters[column]?.x0 ?? Math.max(...lines.map(({ x1 }) => x1));
  return line.x1 - line.x0 > FULL * (right - left);
}

/** Something stands in more than one column above. */
function facesAbove(lines: readonly Placed[], y: number, gutters: readonly Gutter[]): boolean {
  const columns = lines.filter((line) => line.y1 <= y).map((line) => columnOf(line, gutters));
  return new Set(columns.filter((column) => column !== null)).size > 1;
}
