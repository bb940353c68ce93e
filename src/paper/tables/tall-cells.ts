/** Words of a cell that is as high as several rows, which stand half-way down it: between two rows, on neither. */
import { overlapX } from '../../pdf/geometry.ts';
import type { Piece, Row } from './table-cells.ts';

/** Points, and share of the distance between the rows, by which such words may be off the middle. */
const OFF_MIDDLE = 1.2;
const OFF_MIDDLE_SHARE = 0.12;
/** Sizes between the rows above and below: further apart each is a row by itself. */
const ROW_STEP = 2.2;

interface Taken {
  readonly rows: readonly Row[];
  readonly tall: readonly Piece[];
}

/** Fewer cells than so many that are tall are more likely lines of wrapped words. */
const FEWEST = 2;

/**
 * The rows without such words, and these. Cells whose wrapped words are centred look much the same; but of tall cells
 * a table has several, in the same columns, beside rows that are whole cells.
 */
export function takeTallCells(rows: readonly Row[]): Taken {
  const between = rows.filter((row, i) => standsBetween(row, rows[i - 1], rows[i + 1]));
  const [first] = between;
  if (!first || between.length < FEWEST || !between.every((row) => areAlike(row, first))) return { rows, tall: [] };
  return { rows: rows.filter((row) => !between.includes(row)), tall: between.flatMap((row) => row.pieces) };
}

function standsBetween(row: Row, above: Row | undefined, below: Row | undefined): boolean {
  if (!above || !below) return false;
  const size = Math.max(...row.pieces.map((piece) => piece.size));
  const step = below.baseline - above.baseline;
  const off = Math.abs(row.baseline - (above.baseline + below.baseline) / 2);
  return (
    step < ROW_STEP * size &&
    off < Math.max(OFF_MIDDLE, OFF_MIDDLE_SHARE * step) &&
    row.pieces.length < above.pieces.length &&
    areAlike(above, below) &&
    !below.pieces.every(goesOn) &&
    row.pieces.every((piece) => isClear(piece, above) && isClear(piece, below))
  );
}

/** Starts as the second line of a cell does. */
const goesOn = ({ text }: Piece): boolean => /^[\p{Ll}(]/u.test(text);

/** Two rows of the same columns. */
const areAlike = (above: Row, below: Row): boolean =>
  above.pieces.length === below.pieces.length &&
  above.pieces.every((piece, i) => overlapX(piece, below.pieces[i]!) > 0);

const isClear = (piece: Piece, row: Row): boolean => row.pieces.every((other) => overlapX(piece, other) < 0);

/** The rows with the words in the row above them: all that stands in columns, for whoever looks for these. */
export function withTallCells({ rows, tall }: Taken): Row[] {
  const home = Map.groupBy(tall, (piece) => rows.findLastIndex((row) => row.baseline < piece.baseline));
  return rows.map((row, i) => ({
    ...row,
    pieces: [...row.pieces, ...(home.get(i) ?? [])].toSorted((a, b) => a.x0 - b.x0),
  }));
}
