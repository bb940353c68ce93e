/** Cells of a table's head that are as wide as several columns or as high as the head. */
import { joinLines } from '../lines/dehyphenate.ts';
import { byColumn } from './cell-grid.ts';
import type { Piece, Row } from './table-cells.ts';
import type { Cell } from './table-markdown.ts';

/**
 * The head's rows with the words of each column that stands under no other made one cell, as high as the head; it is left
 * out of the rows below.
 */
export function spanHead(rows: readonly (readonly Cell[])[]): Cell[][] {
  if (rows.length < 2) return rows.map((row) => [...row]);
  const grid = rows.map(byColumn);
  const high = new Map<number, Cell>();
  const isGrouped = grid.some((row) => [...row.values()].some((cell) => cell.columns > 1));
  for (const [column, first] of grid[0] ?? []) {
    const stack = grid.map((row) => row.get(column));
    const named = stack.flatMap((cell) => (cell === undefined || cell.text === '' ? [] : [cell.text]));
    const single = stack.every((cell) => cell?.columns === 1);
    if (single && (named.length <= 1 || isGrouped))
      high.set(column, { ...first, text: joinLines(named), rows: rows.length });
  }
  return grid.map((row, i) =>
    [...row].flatMap(([column, cell]) => {
      const tall = high.get(column);
      if (!tall) return [cell];
      return i === 0 ? [tall] : [];
    }),
  );
}

/** Points, and share of its width, by which a head over several columns may be off their middle. */
const OFF_MIDDLE = 2;
const OFF_MIDDLE_SHARE = 0.03;

/** What a piece of a head's upper row stands centred over, where that is several columns; `null` where it is one. */
export function spanOver(piece: Piece, row: Row, below: Row): { x0: number; x1: number } | null {
  const at = row.pieces.indexOf(piece);
  const left = row.pieces[at - 1]?.x1 ?? Number.NEGATIVE_INFINITY;
  const right = row.pieces[at + 1]?.x0 ?? Number.POSITIVE_INFINITY;
  const free = below.pieces.filter((other) => other.x0 > left && other.x1 < right);
  const off = (from: Piece, to: Piece) => Math.abs((from.x0 + to.x1 - piece.x0 - piece.x1) / 2);
  const under = free.find((other) => off(other, other) < OFF_MIDDLE);
  if (under && (/^[\p{Ll}(]/u.test(under.text) || 2 * row.pieces.length > below.pieces.length)) return null;
  const spans = free.flatMap((from, i) => free.slice(i + 1).map((to) => ({ from, to, x0: from.x0, x1: to.x1 })));
  const centred = spans.filter(({ from, to, x0, x1 }) => {
    const limit = Math.max(OFF_MIDDLE, OFF_MIDDLE_SHARE * (x1 - x0));
    return off(from, to) < limit && x0 < piece.x0 + limit && x1 > piece.x1 - limit;
  });
  return centred.toSorted((a, b) => b.x1 - b.x0 - (a.x1 - a.x0))[0] ?? null;
}
