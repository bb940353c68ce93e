/** Lines of a table → pieces of cells, each with its box: lines are cut at every gap that may divide two cells. */
import type { Rect } from '../../pdf/geometry.ts';
import type { LineBreak, TextLine } from '../lines/text-line.ts';
import { type Bar, isDrawnAt } from './grid-bars.ts';

export interface Piece extends Rect {
  readonly text: string;
  readonly baseline: number;
  readonly size: number;
  /** The gaps between its words. */
  readonly spaces: readonly LineBreak[];
}

/** White that divides two columns. */
export interface Division {
  readonly x: number;
  /** The white around it. */
  readonly from: number;
  readonly to: number;
  /** The bar that is drawn there. */
  readonly bar: Bar | null;
}

const piecesOf = (line: TextLine): Piece[] => cut(line, line.breaks);

/** A stretch of text without what stands at its `gaps`. */
function cut(whole: Piece | TextLine, gaps: readonly LineBreak[]): Piece[] {
  const cuts = [...gaps, { at: whole.text.length, x0: whole.x1, x1: whole.x1 }];
  let start = 0;
  let x0 = whole.x0;
  return cuts.flatMap((gap) => {
    const [from, left] = [start, x0];
    const raw = whole.text.slice(from, gap.at);
    const text = raw.trim();
    const begin = from + raw.length - raw.trimStart().length;
    start = gap.at;
    x0 = gap.x1;
    if (text === '') return [];
    const spaces = whole.spaces
      .filter((space) => space.at > begin && space.at < begin + text.length)
      .map((space) => ({ ...space, at: space.at - begin }));
    const { y0, y1, baseline, size } = whole;
    return [{ text, x0: left, x1: gap.x0, y0, y1, baseline, size, spaces }];
  });
}

/** Sizes: words of one cell stand no further apart than this, unless their line is spread. */
const SPREAD = 0.4;
/** Points by which the words of a column begin unlike each other. */
const RAGGED = 1.2;

/** Pieces cut where they reach over from one column into the next; words of a `head` may stand over both. */
export function cutAt(pieces: readonly Piece[], divisions: readonly Division[], head: boolean): Piece[] {
  return pieces.flatMap((piece) => {
    const divides = ({ x0, x1 }: LineBreak) =>
      divisions.some(({ x, to, bar }) => {
        if (x < x0 - 1 || x > x1 + 1) return false;
        if (bar) return isDrawnAt(bar, piece);
        return x1 - x0 > SPREAD * piece.size || (!head && Math.abs(x1 - to) < RAGGED);
      });
    return cut(piece, piece.spaces.filter(divides));
  });
}

/** Every word by itself. */
export const wordsOf = (pieces: readonly Piece[]): Piece[] => pieces.flatMap((piece) => cut(piece, piece.spaces));

/** Pieces that share a baseline, left to right. */
export interface Row {
  readonly pieces: readonly Piece[];
  readonly baseline: number;
  readonly y0: number;
  readonly y1: number;
}

export function rowsOf(lines: readonly TextLine[]): Row[] {
  const pieces = lines.flatMap(piecesOf).toSorted((a, b) => a.baseline - b.baseline);
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const group = groups.at(-1);
    const anchor = group?.[0];
    if (group && anchor && piece.baseline - anchor.baseline < 0.45 * Math.max(anchor.size, piece.size))
      group.push(piece);
    else groups.push([piece]);
  }
  return groups.map((group) => ({
    pieces: group.toSorted((a, b) => a.x0 - b.x0),
    baseline: Math.max(...group.map((piece) => piece.baseline)),
    y0: Math.min(...group.map((piece) => piece.y0)),
    y1: Math.max(...group.map((piece) => piece.y1)),
  }));
}
