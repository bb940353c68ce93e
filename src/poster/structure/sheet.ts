/** A poster as it is read, whatever it was read from: its pixels and its lines of text, in one plane. */
import type { Rect } from '../../pdf/geometry.ts';

/** Three bytes a pixel (red, green, blue), rows from the top without padding. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** All boxes are in pixels of the sheet's picture. */
export interface TextLine {
  readonly text: string;
  readonly box: Rect;
  /** Of the font, in pixels. */
  readonly size: number;
  /** 0 to 1; the mean over the line's letters. */
  readonly confidence: number;
}

export interface Sheet {
  readonly picture: Picture;
  readonly lines: readonly TextLine[];
  /** Words that were seen but could not be read. */
  readonly droppedWords: number;
}
