/** A head of several rows: a column that only one of them names has a cell as high as the head. */
import { byColumn } from './cell-grid.ts';
import type { Cell } from './table-markdown.ts';

/** The head's rows with such cells moved up to the first; their columns are left out of the rows below. */
export function spanHead(rows: readonly (readonly Cell[])[]): Cell[][] {
  if (rows.length < 2) return rows.map((row) => [...row]);
  const grid = rows.map(byColumn);
  const high = new Map<number, Cell>();
  for (const [column, first] of grid[0] ?? []) {
    const stack = grid.map((row) => row.get(column));
    const named = stack.filter((cell) => cell !== undefined && cell.text !== '');
    const single = stack.every((cell) => cell?.columns === 1);
    const [only] = named;
    if (single && only && named.length === 1) high.set(column, { ...only, rows: rows.length });
    else if (single && named.length === 0) high.set(column, { ...first, rows: rows.length });
  }
  return grid.map((row, i) =>
    [...row].flatMap(([column, cell]) => {
      const tall = high.get(column);
      if (!tall) return [cell];
      return i === 0 ? [tall] : [];
    }),
  );
}
