/** Lines of a table → pieces of cells, each with its box: lines are cut at every gap that may divide two cells. */
import type { Rect } from '../../pdf/geometry.ts';
import type { TextLine } from '../text-line.ts';

export interface Piece extends Rect {
  readonly text: string;
  readonly baseline: number;
  readonly size: number;
}

export function piecesOf(line: TextLine): Piece[] {
  const cuts = [...line.breaks, { at: line.text.length, x0: line.x1, x1: line.x1 }];
  let start = 0;
  let x0 = line.x0;
  return cuts.flatMap((cut) => {
    const text = line.text.slice(start, cut.at).trim();
    const piece = { text, x0, x1: cut.x0, y0: line.y0, y1: line.y1, baseline: line.baseline, size: line.size };
    start = cut.at;
    x0 = cut.x1;
    return text === '' ? [] : [piece];
  });
}

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
