/** A page's lines → reading order: bands across the page, columns inside a band, lines inside a column. */
import type { Rect } from '../../pdf/geometry.ts';
import { columnOf, faces, type Gutter, isOverfull, type Placed, startColumn } from './gutters.ts';

/** What stands in one column between two bands, top to bottom, with the edges in points that the column's text keeps to. */
export interface Region<T extends Placed> {
  readonly items: readonly T[];
  readonly left: number;
  readonly right: number;
}

/** A line goes on with the one above it when their baselines are no further apart than this many sizes. */
const NEXT_LINE = 1.5;

/**
 * The page's regions in reading order: a line across a gutter, or a rule drawn across it, ends what stands above it in
 * all columns.
 */
export function readingOrder<T extends Placed>(
  lines: readonly T[],
  gutters: readonly Gutter[],
  rules: readonly Rect[] = [],
): Region<T>[] {
  const edges = columnEdges(lines, gutters);
  const ends = rules.filter((rule) => columnOf(rule, gutters) === null).map((rule) => rule.y0);
  const regions: Region<T>[] = [];
  let band: T[][] = gutters.map(() => []);
  band.push([]);
  let across: T[] = [];
  const flush = () => {
    if (across.length > 0) regions.push({ items: sortedRows(across), left: edges.left, right: edges.right });
    across = [];
    band.forEach((column, i) => {
      const edge = edges.columns[i];
      if (column.length > 0 && edge) regions.push({ items: sortedRows(column), ...edge });
    });
    band = [...gutters.map(() => []), []];
  };
  let above = Number.NEGATIVE_INFINITY;
  for (const line of lines.toSorted((a, b) => a.baseline - b.baseline)) {
    if (ends.some((y) => y > above && y < line.baseline)) flush();
    above = line.baseline;
    const column = columnOf(line, gutters) ?? (isOverfull(line, lines, gutters) ? startColumn(line, gutters) : null);
    const last = across.at(-1);
    if (column === null || (last && endsAcross(last, line, lines))) {
      if (across.length === 0) flush();
      across.push(line);
    } else {
      if (across.length > 0) flush();
      band[column]?.push(line);
    }
  }
  flush();
  return regions;
}

/** The short last line of a paragraph that runs across the columns. */
function endsAcross(last: Placed, line: Placed, lines: readonly Placed[]): boolean {
  return (
    line.baseline - last.baseline < NEXT_LINE * line.size &&
    Math.abs(line.size - last.size) < 0.1 * line.size &&
    Math.abs(line.x0 - last.x0) < 0.2 * line.size &&
    !lines.some((other) => other !== line && faces(line, other))
  );
}

function columnEdges(lines: readonly Placed[], gutters: readonly Gutter[]) {
  const left = Math.min(...lines.map((line) => line.x0));
  const right = Math.max(...lines.map((line) => line.x1));
  const columns = Array.from({ length: gutters.length + 1 }, (_, i) => {
    const inside = lines.filter((line) => columnOf(line, gutters) === i);
    return {
      left: typicalEdge(
        inside.map((line) => line.x0),
        0.1,
        gutters[i - 1]?.x1 ?? left,
      ),
      right: typicalEdge(
        inside.map((line) => line.x1),
        0.9,
        gutters[i]?.x0 ?? right,
      ),
    };
  });
  const only = columns[0];
  return {
    columns,
    left: gutters.length > 0 ? left : (only?.left ?? left),
    right: gutters.length > 0 ? right : (only?.right ?? right),
  };
}

function typicalEdge(values: readonly number[], quantile: number, fallback: number): number {
  if (values.length < 4) return fallback;
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * quantile)] ?? fallback;
}

function sortedRows<T extends Placed>(lines: readonly T[]): T[] {
  return lines.toSorted((a, b) =>
    Math.abs(a.baseline - b.baseline) < 0.3 * Math.min(a.size, b.size) ? a.x0 - b.x0 : a.baseline - b.baseline,
  );
}
