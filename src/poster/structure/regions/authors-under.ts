/** Rows of large text right under the title: who wrote the poster, and where. */
import { heightOf, type Rect, unite, widthOf } from '../../../pdf/geometry.ts';
import { byRows } from '../words/order-lines.ts';
import type { Candidate } from './heading-candidates.ts';

/** In sizes: how far below the title or the row above, and off its middle or its left edge. */
const REACH = 3.5;
const OFF = 0.8;
/** Names in a row are closer than this share of the title's and the row's width; the heads of columns stand further apart. */
const BETWEEN_NAMES = 0.14;

/** @returns The candidates that stand there as authors do: in rows set as the title is, centred or from the left. */
export function authorsUnder<T extends Candidate>(title: Rect, candidates: readonly T[]): Set<T> {
  const found = new Set<T>();
  let bottom = title.y1;
  const below = candidates.filter(({ box }) => box.y0 > title.y1 - heightOf(box) * 0.3);
  for (const row of byRows(below)) {
    const box = unite(row.map(({ textBox }) => textBox));
    const size = Math.max(...row.map((each) => each.size));
    const isAuthors =
      row.every(({ isNamed, bar }) => !isNamed && bar === null) &&
      box.y0 - bottom < size * REACH &&
      isSetAs(title, box, size) &&
      areNames(row, Math.max(widthOf(title), widthOf(box)));
    if (!isAuthors) break;
    for (const each of row) found.add(each);
    bottom = box.y1;
  }
  return found.size < candidates.length ? found : new Set();
}

const isSetAs = (title: Rect, { x0, x1 }: Rect, size: number): boolean =>
  Math.abs((x0 + x1 - title.x0 - title.x1) / 2) < size * OFF || Math.abs(x0 - title.x0) < size * OFF;

const areNames = (row: readonly Candidate[], width: number): boolean =>
  row.every(({ textBox }, index) => index === 0 || textBox.x0 - row[index - 1]!.textBox.x1 < width * BETWEEN_NAMES);
