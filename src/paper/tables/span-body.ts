/** Cells of a table's body that are as high as several rows. */
import type { Rect } from '../../pdf/geometry.ts';
import { byColumn } from './cell-grid.ts';
import type { Piece } from './table-cells.ts';
import { columnsOf } from './table-columns.ts';
import type { Cell } from './table-markdown.ts';

/** A row of the body and where its first line stands. */
export interface BodyRow {
  readonly baseline: number;
  readonly cells: readonly Cell[];
}

interface Span {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
}

/**
 * Gives the words of `tall` cells the rows around them: as many above as below, while these leave the column free and no
 * rule divides them. `divisions` and `rules` in points.
 */
export function spanBody(
  rows: readonly BodyRow[],
  tall: readonly Piece[],
  { divisions, rules }: { divisions: readonly number[]; rules: readonly Rect[] },
): Cell[][] {
  const grid = rows.map((row) => byColumn(row.cells));
  for (const piece of tall) {
    const column = columnsOf(piece, divisions).from;
    const above = rows.findLastIndex((row) => row.baseline < piece.baseline);
    const divided = (upper: number) => rules.some((rule) => divides(rule, piece, rows[upper]!, rows[upper + 1]!));
    const span =
      isFree(grid, column, above) && isFree(grid, column, above + 1) && !divided(above)
        ? grown({ from: above, to: above + 1 }, (row) => isFree(grid, column, row), divided)
        : null;
    if (span) spread(grid, column, span, piece.text);
    else append(grid[Math.max(0, above)], column, piece.text);
  }
  return grid.map(inOrder);
}

/** Share of the other columns that a row of a group fills, and share of the names that stand for several rows. */
const FILLED = 0.6;
const GROUPS = 0.6;

/** A name in the first column that stands for the rows under it, where these leave it blank: it becomes as high as they. */
export function spanGroups(rows: readonly (readonly Cell[])[], isDivided: (upper: number) => boolean): Cell[][] {
  const grid = rows.map(byColumn);
  const columns = rows[0]?.reduce((sum, cell) => sum + cell.columns, 0) ?? 0;
  const isBlank = (row: number) => isFree(grid, 0, row);
  const filled = (row: number) => rows[row]!.filter(({ text }) => text !== '').length;
  const blank = rows.flatMap((_, row) => (isBlank(row) ? [row] : []));
  const isGroup = blank.every((row) => row > 0 && filled(row) >= FILLED * (columns - 1) && !isDivided(row - 1));
  const named = rows.flatMap((_, row) => (isBlank(row) ? [] : [row]));
  const groups = named.filter((row) => blank.includes(row + 1));
  if (columns < 3 || !isGroup || groups.length < GROUPS * named.length) return rows.map((row) => [...row]);
  named.forEach((from, i) => {
    const cell = grid[from]?.get(0);
    const to = (named[i + 1] ?? rows.length) - 1;
    if (cell?.columns === 1 && cell.rows === 1 && to > from) spread(grid, 0, { from, to }, cell.text);
  });
  return grid.map(inOrder);
}

const inOrder = (cells: ReadonlyMap<number, Cell>): Cell[] =>
  [...cells].toSorted(([a], [b]) => a - b).map(([, cell]) => cell);

const isFree = (grid: readonly ReadonlyMap<number, Cell>[], column: number, row: number): boolean => {
  const cell = grid[row]?.get(column);
  return cell !== undefined && cell.text === '' && cell.columns === 1;
};

/** Whether a rule between two rows crosses the column of the piece. */
const divides = (rule: Rect, piece: Piece, upper: BodyRow, lower: BodyRow): boolean =>
  rule.y0 > upper.baseline && rule.y0 < lower.baseline && rule.x0 < piece.x1 && rule.x1 > piece.x0;

function grown(span: Span, isFreeAt: (row: number) => boolean, divided: (upper: number) => boolean): Span {
  const { from, to } = span;
  if (!isFreeAt(from - 1) || !isFreeAt(to + 1) || divided(from - 1) || divided(to)) return span;
  return grown({ from: from - 1, to: to + 1 }, isFreeAt, divided);
}

function spread(grid: readonly Map<number, Cell>[], column: number, { from, to }: Span, text: string): void {
  for (let row = from + 1; row <= to; row++) grid[row]?.delete(column);
  grid[from]?.set(column, { text, columns: 1, rows: to - from + 1 });
}

function append(cells: Map<number, Cell> | undefined, column: number, text: string): void {
  const cell = cells?.get(column) ?? { text: '', columns: 1, rows: 1 };
  cells?.set(column, { ...cell, text: `${cell.text} ${text}`.trim() });
}
