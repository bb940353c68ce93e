/** A poster as it is read, whatever it was read from: its pixels and its lines of text, in one plane. */
import type { Rect } from '../../../pdf/geometry.ts';

/** Three bytes a pixel (red, green, blue), rows from the top without padding. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export type Rgb = readonly [red: number, green: number, blue: number];

/** How a colour runs from one edge of a ground to the other. */
export interface Gradient {
  /** As CSS says it. */
  readonly direction: 'to right' | 'to bottom';
  /** At the edge, in the middle and at the other edge. */
  readonly stops: readonly [Rgb, Rgb, Rgb];
}

/** What something stands on: its mean colour, and how that runs. */
export interface Ground {
  readonly colour: Rgb;
  readonly gradient: Gradient | null;
}

/** All boxes are in pixels of the poster's picture. */
export interface Word {
  readonly text: string;
  readonly box: Rect;
  /** 0 to 1. */
  readonly confidence: number;
  /** Of the font, in pixels. */
  readonly size: number;
  /** Font and colour, where the source tells. */
  readonly look?: string;
}

/** Words that stand side by side on one ground, as they were read: in the source's order. */
export interface WordRow {
  readonly words: readonly Word[];
  /** Where the source tells; the pixels are asked otherwise. */
  readonly bold: boolean | null;
}

export interface TextLine {
  readonly text: string;
  readonly words: readonly Word[];
  readonly box: Rect;
  /** Of the font, in pixels. */
  readonly size: number;
  /** 0 to 1; the mean over the line's letters. */
  readonly confidence: number;
  /** The flat region it is printed on; 0 where there is none, as in a photograph. */
  readonly ground: number;
  readonly colour: Rgb;
  readonly bold: boolean;
}

/** Words rather than numbers, formulas or scraps. */
export const isWording = ({ text }: TextLine): boolean =>
  /\p{L}{3}/u.test(text) && (text.match(/[\p{L}\s]/gu) ?? []).length >= text.length * 0.6;
