/** One page boiled down to what captions and figures are found from: small enough to keep for a whole thesis. */
import { type Rect, widthOf } from '../../pdf/geometry.ts';
import { readGraphics } from '../../pdf/graphics.ts';
import type { PageContent } from '../../pdf/page-content.ts';
import type { CaptionPage } from '../captions/find-captions.ts';
import { findPictures, type Picture } from './pictures.ts';

export interface FigurePage extends CaptionPage {
  /** In points. */
  readonly width: number;
  readonly height: number;
  readonly pictures: readonly Picture[];
}

/** Points: shorter strokes do not part a caption from what is below it. */
const DIVIDING = 20;
const MOST_DIVIDERS = 2000;

export function figurePage(content: PageContent, lines: CaptionPage['lines']): FigurePage {
  const { number, width, height } = content;
  const page: Rect = { x0: 0, y0: 0, x1: width, y1: height };
  const graphics = readGraphics(content.operators, content.toPage, page);
  const drawn = graphics.drawings.map(({ box }) => box).filter((box) => widthOf(box) > DIVIDING);
  return {
    number,
    width,
    height,
    lines,
    drawn: drawn.slice(0, MOST_DIVIDERS),
    pictures: findPictures(graphics, content),
  };
}
