/** The order in which the lines and figures of one section are read: by columns where white runs down between them. */
import { heightOf, overlapY, type Rect } from '../../../pdf/geometry.ts';

export interface Placed {
  readonly box: Rect;
}

/** Narrowest white between columns, in the unit of the boxes. */
export function inReadingOrder<T extends Placed>(items: readonly T[], gutter: number): T[] {
  if (items.length <= 1) return [...items];
  const columns = strips(items, 'x0', 'x1', gutter);
  if (columns.length > 1) return columns.flatMap((column) => inReadingOrder(column, gutter));
  const bands = strips(items, 'y0', 'y1', 0);
  if (bands.length === 1) return byRows(items).flat();
  return joinBands(bands, gutter).flatMap((band) => inReadingOrder(band, gutter));
}

/** From the top, each from the left: what stands in one row differs by a few pixels in height. */
export function byRows<T extends Placed>(items: readonly T[]): T[][] {
  const rows: T[][] = [];
  for (const item of items.toSorted((a, b) => a.box.y0 - b.box.y0)) {
    const row = rows.find(([first]) => isBeside(first!.box, item.box));
    if (row) row.push(item);
    else rows.push([item]);
  }
  return rows.map((row) => row.toSorted((a, b) => a.box.x0 - b.box.x0));
}

const isBeside = (a: Rect, b: Rect): boolean => overlapY(a, b) > Math.max(heightOf(a), heightOf(b)) / 2;

/** Groups of items with at least `gap` between them. */
function strips<T extends Placed>(items: readonly T[], start: 'x0' | 'y0', end: 'x1' | 'y1', gap: number): T[][] {
  const groups: T[][] = [];
  let far = Number.NEGATIVE_INFINITY;
  for (const item of [...items].sort((a, b) => a.box[start] - b.box[start])) {
    // Lines of text reach into each other by their descenders.
    const slack = start === 'y0' ? (item.box.y1 - item.box.y0) * 0.3 : 0;
    if (item.box[start] + slack >= far + gap) groups.push([item]);
    else groups.at(-1)!.push(item);
    far = Math.max(far, item.box[end]);
  }
  return groups;
}

/** Bands that the same white runs down through belong to one set of columns. */
function joinBands<T extends Placed>(bands: readonly T[][], gutter: number): T[][] {
  const joined: T[][] = [];
  for (const band of bands) {
    const together = [...(joined.at(-1) ?? []), ...band];
    const parted = joined.length > 0 && strips(together, 'x0', 'x1', gutter).length > 1;
    if (parted && isSplit(joined.at(-1)!, band, gutter)) joined[joined.length - 1] = together;
    else joined.push([...band]);
  }
  return joined.length === 1 ? bands.map((band) => [...band]) : joined;
}

/** At least one of them stands in columns by itself: two lines under each other do not, wherever they start. */
const isSplit = <T extends Placed>(above: readonly T[], below: readonly T[], gutter: number): boolean =>
  [above, below].some((band) => strips(band, 'x0', 'x1', gutter).length > 1);
