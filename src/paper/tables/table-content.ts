/** A table's lines and rules → rows of cells. */
import type { Rect } from '../../pdf/geometry.ts';
import { joinLines } from '../dehyphenate.ts';
import type { TextLine } from '../text-line.ts';
import { rowDistance } from './row-distance.ts';
import { spanBody } from './span-body.ts';
import { spanHead } from './span-head.ts';
import { type Piece, type Row, rowsOf } from './table-cells.ts';
import { columnDivisions, columnsOf, columnsOver } from './table-columns.ts';
import type { Cell, TableContent } from './table-markdown.ts';
import { takeTallCells, withTallCells } from './tall-cells.ts';

/** A cell on the grid of columns, still line by line. */
interface Slot {
  readonly from: number;
  readonly to: number;
  readonly lines: string[];
}

/** `null` when the lines make no table: less than two columns or rows. */
export function tableContent(lines: readonly TextLine[], rules: readonly Rect[]): TableContent | null {
  const physical = rowsOf(lines);
  if (physical.length < 2) return null;
  const headEnd = headBottom(physical, rules);
  const { rows: body, tall } = takeTallCells(physical.filter((row) => row.baseline > headEnd));
  const divisions = columnDivisions(body.length > 2 ? withTallCells({ rows: body, tall }) : physical);
  if (divisions.length === 0) return null;
  const bounds = rules.filter((rule) => rule.y0 > headEnd + 1);
  const top = physical.filter((row) => row.baseline <= headEnd);
  const head = logicalRows(top, divisions, rules, { head: true, single: false });
  const rest = logicalRows(body, divisions, bounds, { head: false, single: tall.length > 0 });
  const inCells = ({ baseline, slots }: LogicalRow) => ({ baseline, cells: cellsOf(slots, divisions.length + 1) });
  const high = spanHead(head.map((row) => inCells(row).cells));
  const rows = [...high, ...spanBody(rest.map(inCells), tall, { divisions, rules: bounds })];
  return rows.length < 2 ? null : { rows, head: Math.max(1, head.length) };
}

/** The head ends at the first long rule under its words; without rules it is the first line. */
function headBottom(rows: readonly Row[], rules: readonly Rect[]): number {
  const first = rows[0];
  const last = rows.at(-1);
  if (!first || !last) return 0;
  const width = Math.max(...rules.map((rule) => rule.x1 - rule.x0), 0);
  const long = rules
    .filter((rule) => rule.x1 - rule.x0 > 0.85 * width && rule.y0 > first.baseline && rule.y0 < last.y0)
    .toSorted((a, b) => a.y0 - b.y0)[0];
  if (long && rows.filter((row) => row.baseline < long.y0).length <= 0.6 * rows.length) return long.y0;
  return first.baseline;
}

interface LogicalRow {
  /** Of its first line. */
  readonly baseline: number;
  readonly slots: Slot[];
}

/**
 * Lines of one row: the first has the row's name, those under it only go on with some of its cells. Where rows are known
 * to be `single` lines their distances tell nothing.
 */
function logicalRows(
  rows: readonly Row[],
  divisions: readonly number[],
  bounds: readonly Rect[],
  { head, single }: { head: boolean; single: boolean },
): LogicalRow[] {
  const cells = rows.map((row, i) => slotsOf(row, divisions, head ? rulesUnder(row, rows[i + 1], bounds) : []));
  const apart = single ? null : rowDistance(rows, cells, divisions.length + 1);
  const out: LogicalRow[] = [];
  rows.forEach((row, i) => {
    const slots = cells[i] ?? [];
    const last = out.at(-1)?.slots;
    const above = rows[i - 1];
    const step = above ? row.baseline - above.baseline : 0;
    const ruled = above && bounds.some(({ y0 }) => y0 > above.baseline && y0 < row.baseline - 0.3 * (row.y1 - row.y0));
    const goesOn =
      last &&
      above &&
      !ruled &&
      continuesRow(last, slots, { head, close: apart !== null && step < apart, spaced: apart !== null });
    if (goesOn) mergeInto(last, slots);
    else out.push({ baseline: row.baseline, slots });
  });
  return out;
}

interface Spacing {
  readonly head: boolean;
  /** As near to the line above as the lines of a cell. */
  readonly close: boolean;
  /** The table sets its rows further apart than the lines of a cell. */
  readonly spaced: boolean;
}

function continuesRow(above: readonly Slot[], slots: readonly Slot[], { head, close, spaced }: Spacing): boolean {
  // A head that spans columns stands over theirs; it is a row of its own.
  if (above.some((slot) => slot.to > slot.from)) return false;
  if (slots.some((slot) => slot.to > slot.from)) return false;
  if (head) return true;
  if (spaced) return close;
  const named = slots.some((slot) => slot.from === 0);
  if (named) return slots.length === 1 && above.length > 1 && /^\p{Ll}/u.test(slots[0]?.lines[0] ?? '');
  return slots.length < above.length && slots.every((slot) => goesOnIn(above, slot));
}

/** The words under a cell complete it: they start small or the cell ended open. */
function goesOnIn(above: readonly Slot[], slot: Slot): boolean {
  const over = above.find((other) => other.from === slot.from);
  const before = over?.lines.at(-1) ?? '';
  const after = slot.lines[0] ?? '';
  return before !== '' && (/^[\p{Ll}(]/u.test(after) || /[-,;(/&]$/.test(before)) && /\p{L}{2}/u.test(after);
}

function mergeInto(row: Slot[], slots: readonly Slot[]): void {
  for (const slot of slots) {
    const same = row.find((other) => other.from === slot.from && other.to === slot.to);
    if (same) same.lines.push(...slot.lines);
    else row.push(slot);
  }
}

/** The rules between two rows of the head: what stands on one spans the columns that it reaches over. */
function rulesUnder(row: Row, below: Row | undefined, rules: readonly Rect[]): Rect[] {
  return below ? rules.filter(({ y0 }) => y0 > row.baseline && y0 < below.baseline) : [];
}

function slotsOf(row: Row, divisions: readonly number[], under: readonly Rect[]): Slot[] {
  const slots: Slot[] = [];
  for (const piece of row.pieces) {
    const holds = (rule: Rect, { x0, x1 }: Piece) => rule.x0 < x0 + 2 && rule.x1 > x1 - 2;
    const span = under.find(
      (rule) => row.pieces.filter((other) => holds(rule, other)).length === 1 && holds(rule, piece),
    );
    const { from, to } = span ? columnsOver(span, divisions) : columnsOf(piece, divisions);
    const last = slots.at(-1);
    if (last && from <= last.to) {
      slots[slots.length - 1] = {
        from: last.from,
        to: Math.max(to, last.to),
        lines: [`${last.lines.join(' ')} ${piece.text}`],
      };
    } else slots.push({ from, to, lines: [piece.text] });
  }
  return slots;
}

/** Every column gets its cell; empty ones too. */
function cellsOf(slots: readonly Slot[], columns: number): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const slot of slots.toSorted((a, b) => a.from - b.from)) {
    for (; column < slot.from; column++) cells.push({ text: '', columns: 1, rows: 1 });
    cells.push({ text: joinLines(slot.lines), columns: slot.to - slot.from + 1, rows: 1 });
    column = slot.to + 1;
  }
  for (; column < columns; column++) cells.push({ text: '', columns: 1, rows: 1 });
  return cells;
}
