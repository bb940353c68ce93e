import type { Rect } from '../../pdf/geometry.ts';
import type { CaptionLabel } from '../vocabulary/caption-label.ts';
import type { PageLine } from './page-line.ts';

/** A numbered caption; the rectangle is that of its lines, in points. */
export interface Caption extends Rect, Pick<CaptionLabel, 'kind' | 'label' | 'number'> {
  /** From 1. */
  readonly page: number;
  /** Without the label, on one line, hyphenation undone. */
  readonly text: string;
  /** What it is made of: these leave the body text. */
  readonly lines: readonly PageLine[];
}
