/** The upright strokes between a table's columns. */
import type { Rect } from '../../pdf/geometry.ts';

/** Strokes on one x, drawn row by row or in one go. */
export interface Bar {
  readonly x: number;
  readonly strokes: readonly Rect[];
}

/** Points: double strokes are one bar. */
const DOUBLE = 3.5;
/** Share of the table's height that a bar between columns has. */
const TALL = 0.4;

/** The bars inside a table, left to right; the frame around it is none. */
export function gridBars(bars: readonly Rect[], table: Rect): Bar[] {
  const inside = bars
    .filter((bar) => bar.y1 > table.y0 && bar.y0 < table.y1 && bar.x0 > table.x0 && bar.x1 < table.x1)
    .toSorted((a, b) => a.x0 - b.x0);
  const groups: Rect[][] = [];
  for (const bar of inside) {
    const group = groups.at(-1);
    if (group && bar.x0 - group.at(-1)!.x0 < DOUBLE) group.push(bar);
    else groups.push([bar]);
  }
  return groups
    .filter((group) => heightCovered(group) > TALL * (table.y1 - table.y0))
    .map((strokes) => ({ x: (strokes[0]!.x0 + strokes.at(-1)!.x1) / 2, strokes }));
}

function heightCovered(strokes: readonly Rect[]): number {
  let [height, end] = [0, Number.NEGATIVE_INFINITY];
  for (const { y0, y1 } of strokes.toSorted((a, b) => a.y0 - b.y0)) {
    height += Math.max(0, y1 - Math.max(end, y0));
    end = Math.max(end, y1);
  }
  return height;
}

/** Whether the bar is drawn at the height of a cell. */
export function isDrawnAt({ strokes }: Bar, cell: Rect): boolean {
  const y = (cell.y0 + cell.y1) / 2;
  return strokes.some((stroke) => stroke.y0 < y && stroke.y1 > y);
}

/**
 * The bars left and right of `cell` where those between them, drawn elsewhere, are left out: what stands there spans
 * columns. `null` where the cell is a column wide.
 */
export function spanBetween(bars: readonly Bar[], cell: Rect): { x0: number; x1: number } | null {
  const x = (cell.x0 + cell.x1) / 2;
  const here = bars.filter((bar) => isDrawnAt(bar, cell));
  if (here.length === 0) return null;
  const x0 = here.findLast((bar) => bar.x < x)?.x ?? Number.NEGATIVE_INFINITY;
  const x1 = here.find((bar) => bar.x >= x)?.x ?? Number.POSITIVE_INFINITY;
  return bars.some((bar) => bar.x > x0 && bar.x < x1) ? { x0, x1 } : null;
}
