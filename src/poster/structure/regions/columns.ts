/** How many columns a body has, and in which one a section stands. */
import { heightOf, overlapX, type Rect, unite, widthOf } from '../../../pdf/geometry.ts';
import { weightedMedian } from '../words/describe-lines.ts';
import type { Column } from './structure.ts';

/** Rows that the body is looked at in. */
const ROWS = 200;
/** A section over more of the body's width than this, where there are columns, is a band across them. */
const BAND = 0.85;

/** Bands say nothing of the columns that they cross, unless there is hardly anything else. */
const SPLIT = 0.1;

/** The number of sections side by side that most of the body's area has, and the edges that they mostly have. */
export function countColumns(sections: readonly { box: Rect }[], page: Rect): Column[] {
  if (sections.length === 0) return [{ x0: page.x0, x1: page.x1 }];
  const body = unite(sections.map(({ box }) => box));
  const rows = Array.from({ length: ROWS }, (_, row) => body.y0 + ((row + 0.5) / ROWS) * heightOf(body)).map((y) =>
    sections.filter(({ box }) => box.y0 <= y && box.y1 >= y).sort((a, b) => a.box.x0 - b.box.x0),
  );
  const filled = rows.filter((row) => row.length > 0);
  const split = filled.filter(([first, second]) => second !== undefined || widthOf(first!.box) < widthOf(body) * BAND);
  const counts = Map.groupBy(split.length > filled.length * SPLIT ? split : filled, (row) => row.length);
  const usual = [...counts].sort((a, b) => b[1].length * b[0] - a[1].length * a[0] || b[0] - a[0])[0]![1];
  return usual[0]!.map((_, index) => ({
    x0: weightedMedian(usual.map((row) => [row[index]!.box.x0, 1])),
    x1: weightedMedian(usual.map((row) => [row[index]!.box.x1, 1])),
  }));
}

/** From 1; 0 for a band across all columns. */
export function placeInColumns(box: Rect, columns: readonly Column[]): number {
  const body = columns.at(-1)!.x1 - columns[0]!.x0;
  if (columns.length > 1 && widthOf(box) > body * BAND) return 0;
  const shared = columns.map(({ x0, x1 }) => overlapX(box, { x0, x1, y0: 0, y1: 0 }));
  return shared.indexOf(Math.max(...shared)) + 1;
}
