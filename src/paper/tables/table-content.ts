/** A table's lines and rules → rows of cells. */
import { type Rect, unite } from '../../pdf/geometry.ts';
import type { TextLine } from '../lines/text-line.ts';
import { centredRows } from './centred-rows.ts';
import { gridBars } from './grid-bars.ts';
import { headBottom, restOfHead } from './head-rows.ts';
import { type LogicalRow, logicalRows } from './logical-rows.ts';
import { spanBody, spanGroups } from './span-body.ts';
import { spanHead } from './span-head.ts';
import { cutAt, rowsOf } from './table-cells.ts';
import { columnDivisions } from './table-columns.ts';
import type { TableContent } from './table-markdown.ts';
import { cellsOf } from './table-slots.ts';
import { takeTallCells, withTallCells } from './tall-cells.ts';

/** Strokes of a page, in points. */
export interface Strokes {
  /** Level ones. */
  readonly rules: readonly Rect[];
  /** Upright ones. */
  readonly bars: readonly Rect[];
}

/** `null` when the lines make no table: less than two columns or rows. */
export function tableContent(lines: readonly TextLine[], { rules, bars }: Strokes): TableContent | null {
  const printed = rowsOf(lines);
  if (printed.length < 2) return null;
  const headEnd = headBottom(printed, rules);
  const grid = gridBars(bars, unite(lines));
  const uncut = takeTallCells(printed.filter((row) => row.baseline > headEnd));
  const names = printed.findLast((row) => row.baseline <= headEnd);
  const divided =
    uncut.rows.length > 1
      ? columnDivisions(withTallCells(uncut), names, grid)
      : columnDivisions(printed, undefined, grid);
  if (divided.length === 0) return null;
  const physical = printed.map((row) => ({ ...row, pieces: cutAt(row.pieces, divided, row.baseline <= headEnd) }));
  const under = physical.filter((row) => row.baseline > headEnd);
  const divisions = divided.map(({ x }) => x);
  const centred = centredRows(under, divisions);
  const { rows: body, tall } = centred ? { rows: under, tall: [] } : takeTallCells(under);
  const columns = { divisions, bars: grid };
  const bounds = rules.filter((rule) => rule.y0 > headEnd + 1);
  const top = physical.filter((row) => row.baseline <= headEnd);
  const [head, rest] = restOfHead(
    logicalRows(top, columns, rules, { head: true, single: false }),
    centred ?? logicalRows(body, columns, bounds, { head: false, single: tall.length > 0 }),
  );
  const inCells = ({ baseline, slots }: LogicalRow) => ({ baseline, cells: cellsOf(slots, divided.length + 1) });
  const high = spanHead(head.map((row) => inCells(row).cells));
  const filled = spanBody(rest.map(inCells), tall, { divisions: columns.divisions, rules: bounds });
  const edge = columns.divisions[0] ?? 0;
  const isDivided = (upper: number) =>
    bounds.some(({ x0, y0 }) => x0 < edge && y0 > rest[upper]!.baseline && y0 < (rest[upper + 1]?.baseline ?? 0));
  const rows = [...high, ...(tall.length > 0 ? filled : spanGroups(filled, isDivided))];
  return rows.length < 2 ? null : { rows, head: Math.max(1, head.length) };
}
