/** A table or an algorithm and where the poster seems to show it → is it that very picture, or the same words set anew? */

import { align } from '../picture/align.ts';
import type { GreyImage } from '../picture/decode-image.ts';
import type { Sighting } from './locate-figure.ts';
import { holdsCentre } from './seen-region.ts';
import { compareTiles, type Detail } from './tile-agreement.ts';

/** The shapes of letters; a placement may be off by a pixel. */
const LETTERS: Detail = { fine: 0.7, coarse: 2.5, slack: 1 };
/**
 * Three quarters of the tiles must correlate so well. Of 26 real pairs and the samples, tables set anew in another font
 * reach 0.70 and tables taken as they are 0.86 or more.
 */
const LEAST_CORRELATION = 0.78;
const SHARE = 0.75;

/** Words in rows and columns look alike in any font, so coarser structure says nothing about them. */
export function hasSameLettering(figure: GreyImage, poster: GreyImage, { placement, seen }: Sighting): boolean {
  const tiles = compareTiles(align(figure, poster, placement), LETTERS).filter((tile) => holdsCentre(seen.part, tile));
  const alike = tiles.filter(({ correlation }) => correlation >= LEAST_CORRELATION);
  return alike.length > 0 && alike.length >= SHARE * tiles.length;
}
