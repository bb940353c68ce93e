/** What stands around a table's caption. */
import type { Rect } from '../../pdf/geometry.ts';
import type { TextLine } from '../lines/text-line.ts';
import type { PageText } from '../page/page-text.ts';

export interface Surroundings {
  readonly page: PageText;
  /** Level lines that are neither furniture nor captions. */
  readonly lines: readonly TextLine[];
  readonly captions: readonly Rect[];
  /** Size of the running text and width of its columns, in points. */
  readonly bodySize: number;
  readonly columnWidth: number;
}

export type Side = 'below' | 'above';

/** The area of a page that a table may take: its column, or all columns. */
export interface Band {
  readonly x0: number;
  readonly x1: number;
}

export const gapOf = (side: Side, caption: Rect, rect: Rect) =>
  side === 'below' ? rect.y0 - caption.y1 : caption.y0 - rect.y1;

/** A line of running text: of the body's size, without cells, over most of a column. */
export function isProse(row: readonly TextLine[], { bodySize, columnWidth }: Surroundings): boolean {
  return row.some(({ text, size, x0, x1, breaks }) => {
    const words = text.split(' ').length;
    return words >= 6 && size > bodySize - 0.6 && x1 - x0 > 0.75 * columnWidth && breaks.length < 2;
  });
}
