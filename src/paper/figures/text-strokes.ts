/** Strokes that belong to words, not to drawings: bars of fractions and roots, underlines. */
import { overlapX, widthOf } from '../../pdf/geometry.ts';
import type { PageLine } from '../captions/page-line.ts';
import type { Picture } from '../page/pictures.ts';
import type { FigurePage } from './figure-page.ts';

/** Sizes: words stand this near to a stroke of theirs. */
const CLOSE = 0.35;
/** Share of the stroke that words over or under it take. */
const COVERED = 0.7;

export const withoutTextStrokes = <P extends FigurePage>(page: P): P => ({
  ...page,
  pictures: page.pictures.filter((picture) => !isTextStroke(picture, page.lines)),
});

/** Strokes within a line of words or right at it, with words over or under nearly all of them; nested roots have several. */
const isTextStroke = (picture: Picture, lines: readonly PageLine[]): boolean =>
  picture.rulesOnly &&
  lines.some(
    (line) =>
      line.angle === 0 &&
      overlapX(line, picture) > COVERED * widthOf(picture) &&
      picture.y0 > line.y0 - CLOSE * line.size &&
      picture.y1 < line.y1 + CLOSE * line.size,
  );
