import type { Rect } from '../../pdf/geometry.ts';
import type { CaptionLabel } from './caption-label.ts';

/** What captions and figures need to know of a line of text, in points. */
export interface PageLine extends Rect {
  /** From 1. */
  readonly page: number;
  readonly text: string;
  readonly baseline: number;
  readonly size: number;
  readonly bold: boolean;
  readonly italic: boolean;
  /** The emphasised beginning of a line that goes on in plain text. */
  readonly lead: string | null;
  /** Degrees, counterclockwise; 0 for level text. */
  readonly angle: number;
}

/** A numbered caption; the rectangle is that of its lines, in points. */
export interface Caption extends Rect, Pick<CaptionLabel, 'kind' | 'label' | 'number'> {
  /** From 1. */
  readonly page: number;
  /** Without the label, on one line, hyphenation undone. */
  readonly text: string;
  /** What it is made of: these leave the body text. */
  readonly lines: readonly PageLine[];
}
