/** Rows of a table whose wrapped cells are centred: lines of one row stand on many baselines, around one middle. */
import type { LogicalRow } from './logical-rows.ts';
import type { Piece, Row } from './table-cells.ts';
import { columnsOf } from './table-columns.ts';

/** Share of the steps between baselines that must be shorter than any cell's own. */
const STAGGERED = 0.2;
const SHORTER = 0.8;
/** Steps of a cell's lines beyond this many usual ones divide two cells. */
const APART = 1.12;
/** In steps: what a cell that holds nothing costs, and a gap inside a cell. */
const EMPTY = 0.3;
const TORN = 1;
/** Mean cost of a cell up to which the rows are believed. */
const BELIEVED = 0.13;
/** Share of the lines that may reach over several columns. */
const SPANNING = 0.05;

/** `null` where lines stand on common baselines, or fit no rows. */
export function centredRows(rows: readonly Row[], divisions: readonly number[]): LogicalRow[] | null {
  const pieces = rows.flatMap((row) => row.pieces);
  const columns = columnsOfLines(pieces, divisions);
  if (!columns) return null;
  const usual = usualStep(columns);
  const steps = rows.slice(1).map((row, i) => row.baseline - rows[i]!.baseline);
  const staggered = steps.filter((step) => step < SHORTER * usual).length;
  if (usual === 0 || staggered < STAGGERED * steps.length) return null;
  const fits = columns
    .map((column) => middlesOf(column, usual))
    .filter((middles) => middles.length > 1)
    .map((middles) => ({ middles, cells: columns.map((column) => fitted(column, middles, usual)) }))
    .map((fit) => ({ ...fit, cost: fit.cells.reduce((sum, cell) => sum + cell.cost, 0) }));
  const [best] = fits.toSorted((a, b) => a.cost - b.cost);
  if (!best || best.cost > BELIEVED * best.middles.length * columns.length) return null;
  const found = best.middles.map((baseline, row) => ({
    baseline,
    slots: best.cells.flatMap(({ ends }, column) => {
      const lines = columns[column]!.slice(row === 0 ? 0 : ends[row - 1], ends[row]);
      return lines.length > 0 ? [{ from: column, to: column, lines: lines.map(({ text }) => text) }] : [];
    }),
  }));
  return isWrapped(found) ? found : null;
}

/** Share of the cells of several lines that may hold no word: numbers one under the other are rows beside a taller cell. */
const WORDLESS = 0.15;

function isWrapped(rows: readonly LogicalRow[]): boolean {
  const high = rows.flatMap(({ slots }) => slots).filter(({ lines }) => lines.length > 1);
  const wordless = high.filter(({ lines }) => lines.every((line) => !/\p{L}{3}/u.test(line)));
  return high.length > 0 && wordless.length <= WORDLESS * high.length;
}

/** A line of a cell. */
type CellLine = Pick<Piece, 'text' | 'baseline' | 'size'>;

/** Each column's lines, top to bottom. */
function columnsOfLines(pieces: readonly Piece[], divisions: readonly number[]): CellLine[][] | null {
  const columns: CellLine[][] = Array.from({ length: divisions.length + 1 }, () => []);
  let spanning = 0;
  for (const piece of pieces.toSorted((a, b) => a.baseline - b.baseline || a.x0 - b.x0)) {
    const { from, to } = columnsOf(piece, divisions);
    if (to > from) spanning++;
    const column = columns[from]!;
    const last = column.at(-1);
    if (last && piece.baseline - last.baseline < 0.4 * piece.size)
      column[column.length - 1] = { ...last, text: `${last.text} ${piece.text}` };
    else column.push(piece);
  }
  return spanning > SPANNING * pieces.length ? null : columns;
}

const stepsOf = (column: readonly CellLine[]): number[] =>
  column.slice(1).map((line, i) => line.baseline - column[i]!.baseline);

/** Between two lines of a cell: that of most lines which are near to each other. */
function usualStep(columns: readonly (readonly CellLine[])[]): number {
  const sorted = columns.flatMap(stepsOf).toSorted((a, b) => a - b);
  return sorted[Math.floor(0.2 * sorted.length)] ?? 0;
}

/** The middles of a column's cells, where white divides these. */
function middlesOf(column: readonly CellLine[], usual: number): number[] {
  const cells: CellLine[][] = [];
  for (const line of column) {
    const cell = cells.at(-1);
    const last = cell?.at(-1);
    if (cell && last && line.baseline - last.baseline < APART * usual) cell.push(line);
    else cells.push([line]);
  }
  return cells.map((cell) => (cell[0]!.baseline + cell.at(-1)!.baseline) / 2);
}

/** Steps: no cell is higher. */
const HIGHEST = 16;

/** How a column's lines are dealt out to rows: `ends` are the lines' indices at which each row's cell ends. */
interface Fit {
  readonly cost: number;
  readonly ends: readonly number[];
}

/** The cheapest way to deal out the lines up to one, for the rows so far. */
interface Partial {
  readonly cost: number;
  readonly end: number;
  readonly before: Partial | null;
}

/** The cheapest way to deal the lines out in their order, each cell's middle near to its row's. */
function fitted(column: readonly CellLine[], middles: readonly number[], usual: number): Fit {
  const none: Partial = { cost: Number.POSITIVE_INFINITY, end: 0, before: null };
  let best: Partial[] = [{ ...none, cost: 0 }, ...column.map(() => none)];
  for (const middle of middles) {
    best = best.map((_, end) => {
      let cheapest = none;
      for (let start = end; start >= 0; start--) {
        const first = column[start];
        if (start < end && first && Math.abs(first.baseline - middle) > HIGHEST * usual) break;
        const before = best[start]!;
        const cost = before.cost + cellCost(column, start, end, middle, usual);
        if (cost < cheapest.cost) cheapest = { cost, end, before };
      }
      return cheapest;
    });
  }
  const ends: number[] = [];
  for (let at = best.at(-1) ?? none; at.before; at = at.before) ends.unshift(at.end);
  return { cost: best.at(-1)?.cost ?? 0, ends };
}

/** Of the lines from `start` to before `end` as one cell. */
function cellCost(column: readonly CellLine[], start: number, end: number, middle: number, usual: number): number {
  const [first, last] = [column[start], column[end - 1]];
  if (start === end || !first || !last) return EMPTY;
  const off = Math.abs((first.baseline + last.baseline) / 2 - middle) / usual;
  let torn = 0;
  for (let i = start + 1; i < end; i++) if (column[i]!.baseline - column[i - 1]!.baseline > APART * usual) torn++;
  return off + TORN * torn;
}
