/** Pieces of a row → slots on the grid of columns. */
import type { Rect } from '../../pdf/geometry.ts';
import { joinLines } from '../lines/dehyphenate.ts';
import { type Bar, spanBetween } from './grid-bars.ts';
import { spanOver } from './span-head.ts';
import type { Piece, Row } from './table-cells.ts';
import { columnsOf, columnsOver } from './table-columns.ts';
import type { Cell } from './table-markdown.ts';

/** How the table is divided: the x of each division, and the bars drawn at some of them. */
export interface Columns {
  readonly divisions: readonly number[];
  readonly bars: readonly Bar[];
}

/** A cell on the grid of columns, still line by line. */
export interface Slot {
  /** First and last column, from 0. */
  readonly from: number;
  readonly to: number;
  readonly lines: string[];
}

type Span = Pick<Rect, 'x0' | 'x1'>;

/** The rules between two rows of the head: what stands on one spans the columns that it reaches over. */
const rulesUnder = (row: Row, below: Row, rules: readonly Rect[]): Rect[] =>
  rules.filter(({ y0 }) => y0 > row.baseline && y0 < below.baseline);

/** `below` is the next row of a head, on which this one stands, and `rules` lie between them. */
export function slotsOf(row: Row, { divisions, bars }: Columns, below?: Row, rules: readonly Rect[] = []): Slot[] {
  const under = below ? rulesUnder(row, below, rules) : [];
  // Words wider than their columns reach into the next; as many as there are columns stand in one each.
  const reaches = ({ x0, x1 }: Piece, i: number) =>
    x1 > (divisions[i - 1] ?? Number.NEGATIVE_INFINITY) && x0 < (divisions[i] ?? Number.POSITIVE_INFINITY);
  if (row.pieces.length === divisions.length + 1 && row.pieces.every(reaches))
    return row.pieces.map(({ text }, column) => ({ from: column, to: column, lines: [text] }));
  const slots: Slot[] = [];
  for (const piece of row.pieces) {
    const holds = (span: Span, { x0, x1 }: Piece) => span.x0 < x0 + 2 && span.x1 > x1 - 2;
    const isAlone = (span: Span | null) =>
      span !== null && holds(span, piece) && row.pieces.filter((other) => holds(span, other)).length === 1;
    const span = [...under, spanBetween(bars, piece), below ? spanOver(piece, row, below) : null].find(isAlone);
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
export function cellsOf(slots: readonly Slot[], columns: number): Cell[] {
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
