/** What formulas are put together from: single glyphs at first, then ever larger parts. */
import type { Rect } from '../../../pdf/geometry.ts';
import type { SignKind } from './commands.ts';

/** The shape of a letter, as LaTeX's alphabets tell them apart. */
export type Face = 'it' | 'rm' | 'bf' | 'bi' | 'cal' | 'bb' | 'frak' | 'sf' | 'tt';

export type BoxKind = SignKind | 'letter' | 'digit' | 'accent' | 'radical' | 'stroke' | 'piece' | 'unknown';

/** The box is that of the ink as far as it is known, in points. */
export interface Box extends Rect {
  readonly kind: BoxKind;
  /** As LaTeX, complete in itself. */
  readonly tex: string;
  /** The character of a single glyph, or the text that stands for a part. */
  readonly char: string;
  /** Of letters and digits. */
  readonly face: Face | null;
  /** Of the line of text that the box stands in: for what is centred on the axis, that of its neighbours. */
  readonly baseline: number;
  readonly size: number;
  /** Set in a font that only formulas use. */
  readonly math: boolean;
  /** Taller than a line of text: a delimiter or a big operator. */
  readonly tall: boolean;
  /** The white after the box is that of the font: the font's own name tells of text faces. */
  readonly font: string;
  /** Position in the order in which the page draws its glyphs. */
  readonly order: number;
}

/** Height of the axis of a formula above its baseline, as a share of the size. */
export const AXIS = 0.25;

export const widthOfBox = ({ x0, x1 }: Rect): number => x1 - x0;
export const middleX = ({ x0, x1 }: Rect): number => (x0 + x1) / 2;
export const middleY = ({ y0, y1 }: Rect): number => (y0 + y1) / 2;
