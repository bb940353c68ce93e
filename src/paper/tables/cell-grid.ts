import type { Cell } from './table-markdown.ts';

/** A row's cells by the column in which each starts; cells of rows above that reach down into it are not among them. */
export function byColumn(row: readonly Cell[]): Map<number, Cell> {
  const cells = new Map<number, Cell>();
  let column = 0;
  for (const cell of row) {
    cells.set(column, cell);
    column += cell.columns;
  }
  return cells;
}
