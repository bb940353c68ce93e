import type { Rect } from '../../pdf/geometry.ts';
import type { PageLine } from '../captions/page-line.ts';
import type { Picture } from '../page/pictures.ts';

/** A page as far as its figures are concerned; a `PageText` is one. Points. */
export interface FigurePage {
  /** From 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly PageLine[];
  readonly pictures: readonly Picture[];
  /** Level strokes. */
  readonly rules: readonly Rect[];
}
