/** The boxes of a formula → its lines, top to bottom, each with what belongs to it. */
import { AXIS, type Box, middleY } from '../glyphs/formula-box.ts';

/** Shares of the size: baselines this near are one line's; a script is smaller than this. */
const SAME_LINE = 0.3;
const MAIN = 0.86;

interface Row {
  baseline: number;
  size: number;
  boxes: Box[];
}

export function rowsOf(boxes: readonly Box[]): Box[][] {
  if (boxes.length === 0) return [];
  const rows = mainRows(boxes);
  const main = new Set(rows.flatMap((row) => row.boxes));
  for (const box of boxes) if (!main.has(box)) nearestRow(box, rows)?.boxes.push(box);
  return rows.map(({ boxes: row }) => row.toSorted((a, b) => a.x0 - b.x0 || a.order - b.order));
}

function mainRows(boxes: readonly Box[]): Row[] {
  const level = boxes.filter(({ tall }) => !tall);
  const of = level.length > 0 ? level : boxes;
  const size = Math.max(...of.map((box) => box.size));
  const main = of
    .filter((box) => box.size > MAIN * size && box.kind !== 'accent')
    .toSorted((a, b) => a.baseline - b.baseline);
  const rows: Row[] = [];
  for (const box of main.length > 0 ? main : of) {
    const row = rows.at(-1);
    if (row && box.baseline - row.baseline < SAME_LINE * size) row.boxes.push(box);
    else rows.push({ baseline: box.baseline, size, boxes: [box] });
  }
  return rows;
}

/** The line whose height the box shares most; between two of them, that which it follows closely. */
function nearestRow(box: Box, rows: readonly Row[]): Row | undefined {
  if (rows.length === 1) return rows[0];
  const distance = (row: Row) => {
    const off = Math.abs(middleY(box) - (row.baseline - AXIS * row.size));
    if (box.tall) return off;
    const left = row.boxes
      .filter((other) => !other.tall && other.x1 < box.x0 + 0.3 * box.size)
      .reduce((x, other) => Math.max(x, other.x1), Number.NEGATIVE_INFINITY);
    const gap = box.x0 - left;
    return off + (gap > 0.6 * row.size ? 0.35 * row.size : 0);
  };
  return rows.reduce<Row | undefined>((best, row) => (best && distance(best) <= distance(row) ? best : row), undefined);
}
