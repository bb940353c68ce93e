import type { TextLine } from '../lines/text-line.ts';

/** What captions and figures need to know of a line; a `TextLine` is one. */
export type PageLine = Pick<
  TextLine,
  | 'x0'
  | 'y0'
  | 'x1'
  | 'y1'
  | 'page'
  | 'text'
  | 'baseline'
  | 'size'
  | 'bold'
  | 'italic'
  | 'lead'
  | 'angle'
  | 'breaks'
  | 'font'
>;
