/** A line of text as it was broken and measured; lengths are points. */
import type { SetFormula } from './set-formula.ts';
import type { Face } from './typeface.ts';

export interface Line {
  /** Both from the block's top left; the pieces' places are counted from `x`. */
  readonly x: number;
  readonly baseline: number;
  readonly width: number;
  readonly pieces: readonly Piece[];
}

export type Piece = TextPiece | FormulaPiece;

export interface TextPiece {
  readonly kind: 'run';
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly face: Face;
  readonly size: number;
  /** Upwards from the line's baseline. */
  readonly raise: number;
}

export interface FormulaPiece {
  readonly kind: 'formula';
  readonly x: number;
  readonly width: number;
  readonly size: number;
  readonly formula: SetFormula;
}
