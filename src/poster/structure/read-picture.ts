/** A poster's file, picture or PDF → its pixels. */
import { openRasteriser } from '../../pdf/rasterise.ts';
import { isPdf, posterPage } from '../poster-page.ts';
import { decodePicture, LONG_EDGE } from './decode-picture.ts';
import type { Picture } from './sheet.ts';

const POINTS_PER_INCH = 72;

/** @throws RowError `unreadable`, `encrypted`, `too-large` */
export async function readPicture(bytes: Buffer): Promise<Picture> {
  if (!isPdf(bytes)) return decodePicture(bytes);
  using pdf = await openRasteriser(bytes);
  const page = posterPage(pdf);
  const dpi = (LONG_EDGE / Math.max(page.width, page.height)) * POINTS_PER_INCH;
  return pdf.render(page, { x0: 0, y0: 0, x1: page.width, y1: page.height }, dpi);
}
