/** Lines of a table → its rows: a row may be several lines high. */
import type { Rect } from '../../pdf/geometry.ts';
import { rowDistance } from './row-distance.ts';
import type { Row } from './table-cells.ts';
import { type Columns, type Slot, slotsOf } from './table-slots.ts';

export interface LogicalRow {
  /** Of its first line. */
  readonly baseline: number;
  readonly slots: Slot[];
}

/**
 * Lines of one row: the first has the row's name, those under it only go on with some of its cells. Where rows are known
 * to be `single` lines their distances tell nothing.
 */
export function logicalRows(
  rows: readonly Row[],
  columns: Columns,
  bounds: readonly Rect[],
  { head, single }: { head: boolean; single: boolean },
): LogicalRow[] {
  const cells = rows.map((row, i) => slotsOf(row, columns, head ? rowUnder(rows, i) : undefined, bounds));
  const apart = single ? null : rowDistance(rows, cells, columns.divisions.length + 1);
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

/** Sizes: the lines of cells that are centred in a row stand closer, and none on another. */
const STAGGERED = 0.8;

/** The row that another stands on. */
function rowUnder(rows: readonly Row[], at: number): Row | undefined {
  const [row, below] = [rows[at], rows[at + 1]];
  const size = Math.max(...(row?.pieces ?? []).map((piece) => piece.size));
  return row && below && below.baseline - row.baseline > STAGGERED * size ? below : undefined;
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
  const going = slots.filter((slot) => goesOnIn(above, slot));
  const wordy = slots.every(({ lines }) => /\p{L}{2}/u.test(lines.join(' ')));
  return slots.length < above.length && going.length >= (wordy ? GOING_ON : 1) * slots.length;
}

/** Share of the cells of a line that must go on for all of them to, where they hold words. */
const GOING_ON = 0.5;

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
