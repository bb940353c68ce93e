import type { Rect } from './geometry.ts';

/** What one painting operator leaves on the page, without its outline. */
export interface Drawing {
  readonly kind: 'path' | 'image' | 'shading';
  /** Clipped to what shows; a rule's box has the rule's width. */
  readonly box: Rect;
  /** `#rrggbb`, `pattern`, or `null` when not filled; an image has neither. */
  readonly fill: string | null;
  readonly stroke: string | null;
  /** Of an embedded image whose size is known, as it is shown; else 0. */
  readonly pixelsPerPoint: number;
  /** Index of the outermost form XObject it stands in (an included picture of its own), or −1. */
  readonly form: number;
}

export interface PageGraphics {
  readonly drawings: readonly Drawing[];
  /** Bounding boxes of the form XObjects that the page itself places, clipped to what shows. */
  readonly forms: readonly Rect[];
}
