/** What was found on a poster, before it is written as layout and markdown. All boxes are in the sheet's pixels. */
import type { Rect } from '../../pdf/geometry.ts';
import type { TextLine } from './sheet.ts';

export interface Header {
  /** Pixels from the top. */
  readonly bottom: number;
  readonly title: readonly TextLine[];
  /** Authors, affiliations and whatever else stands beside the title. */
  readonly rest: readonly TextLine[];
}

export interface Section {
  readonly heading: readonly TextLine[];
  readonly body: readonly TextLine[];
  readonly box: Rect;
  /** From 1; 0 for a band across all columns. */
  readonly column: number;
}

export interface PosterStructure {
  readonly header: Header;
  /** In reading order. */
  readonly sections: readonly Section[];
  /** Left and right edge of each column of the body. */
  readonly columns: readonly { x0: number; x1: number }[];
}
