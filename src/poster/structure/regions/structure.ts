/** What was found on a poster, before it is written as layout and markdown. All boxes are in the poster's pixels. */
import type { Rect } from '../../../pdf/geometry.ts';
import type { Ground, Picture, Rgb, TextLine } from '../page/page-model.ts';
import type { Bar, Panel } from './find-panels.ts';

export interface Header {
  /** Pixels from the top. */
  readonly bottom: number;
  readonly title: readonly TextLine[];
  /** Authors, affiliations and whatever else stands beside the title. */
  readonly rest: readonly TextLine[];
  /** Of the ground that the title stands on. */
  readonly background: Ground | null;
}

export interface Figure {
  readonly box: Rect;
  /** The text printed in it. */
  readonly labels: readonly TextLine[];
}

export interface Section {
  readonly heading: readonly TextLine[];
  readonly bar: Bar | null;
  /** What most of its text stands on. */
  readonly background: Ground | null;
  readonly panel: Panel | null;
  /** In reading order. */
  readonly content: readonly (TextLine | Figure)[];
  readonly box: Rect;
  /** From 1; 0 for a band across all columns. */
  readonly column: number;
}

export interface PosterStructure {
  readonly picture: Picture;
  readonly header: Header;
  /** In reading order. */
  readonly sections: readonly Section[];
  /** Those of the sections, and those outside them such as logos. */
  readonly figures: readonly Figure[];
  /** Left and right edge of each column of the body. */
  readonly columns: readonly Column[];
  /** Lines along the bottom, below all sections. */
  readonly footer: readonly TextLine[];
  /** Of the largest ground. */
  readonly background: Ground | null;
  /** Of most of the text. */
  readonly textColour: Rgb | null;
}

export interface Column {
  readonly x0: number;
  readonly x1: number;
}

export const isLine = (item: TextLine | Figure): item is TextLine => 'words' in item;
export const isFigure = (item: TextLine | Figure): item is Figure => 'labels' in item;
