/** Where a table's columns divide: the strips of white that nearly all rows leave. */
import type { Row } from './table-cells.ts';

/** Points: a narrower strip is a space between words. */
const NARROWEST = 2.5;
/** Share of the rows that may cross a strip: spanning heads and section titles inside the table. */
const CROSSING = 0.12;

/** The x of each division between two columns, left to right. */
export function columnDivisions(rows: readonly Row[]): number[] {
  const telling = rows.filter((row) => row.pieces.length > 1);
  const judged = telling.length >= 2 ? telling : rows;
  const x0 = Math.floor(Math.min(...judged.flatMap((row) => row.pieces.map((piece) => piece.x0))));
  const x1 = Math.ceil(Math.max(...judged.flatMap((row) => row.pieces.map((piece) => piece.x1))));
  const covered = new Uint16Array(Math.max(0, (x1 - x0) * 2));
  for (const row of judged) {
    for (const piece of row.pieces) {
      const to = Math.round((piece.x1 - x0) * 2);
      for (let x = Math.max(0, Math.round((piece.x0 - x0) * 2)); x < to; x++) covered[x] = (covered[x] ?? 0) + 1;
    }
  }
  const limit = judged.length < 5 ? (judged.length > 2 ? 1 : 0) : Math.max(1, Math.floor(CROSSING * judged.length));
  return strips(covered, limit).map(([from, to]) => x0 + (from + to) / 4);
}

/** Share of a cell's width that may stick out into the next column. */
const STICKING_OUT = 0.35;

/** The first and last column, from 0, that something stands in. */
export function columnsOf(
  piece: { x0: number; x1: number },
  divisions: readonly number[],
): { from: number; to: number } {
  const from = divisions.filter((x) => x <= piece.x0 + 1).length;
  const to = Math.max(from, divisions.filter((x) => x < piece.x1 - 1).length);
  const division = divisions[from];
  if (to !== from + 1 || division === undefined) return { from, to };
  const beyond = (piece.x1 - division) / (piece.x1 - piece.x0);
  if (beyond < STICKING_OUT) return { from, to: from };
  return beyond > 1 - STICKING_OUT ? { from: to, to } : { from, to };
}

/** Points by which a rule may reach into the white between columns. */
const RULE_END = 4;

/** The first and last column, from 0, that a rule reaches over. */
export function columnsOver(
  rule: { x0: number; x1: number },
  divisions: readonly number[],
): { from: number; to: number } {
  const from = divisions.filter((x) => x <= rule.x0 + RULE_END).length;
  return { from, to: Math.max(from, divisions.filter((x) => x < rule.x1 - RULE_END).length) };
}

/** Runs of low coverage with something on either side; where it varies, its emptiest part. */
function strips(covered: Uint16Array, limit: number): [number, number][] {
  const found: [number, number][] = [];
  let start = -1;
  for (let x = 0; x < covered.length; x++) {
    const low = (covered[x] ?? 0) <= limit;
    if (low && start < 0) start = x;
    if (!low && start >= 0) {
      if (x - start >= NARROWEST * 2 && start > 0) found.push(emptiest(covered, start, x));
      start = -1;
    }
  }
  return found;
}

function emptiest(covered: Uint16Array, from: number, to: number): [number, number] {
  const least = Math.min(...covered.subarray(from, to));
  let best: [number, number] = [from, from];
  let start = -1;
  for (let x = from; x <= to; x++) {
    const low = x < to && covered[x] === least;
    if (low && start < 0) start = x;
    if (!low && start >= 0) {
      if (x - start > best[1] - best[0]) best = [start, x];
      start = -1;
    }
  }
  return best;
}
