/** A poster's file, picture or PDF → its pixels. */
import { openRasteriser, type PageSize, type Rasteriser } from '../../pdf/rasterise.ts';
import { decodePicture, LONG_EDGE } from './decode-picture.ts';
import type { Picture } from './sheet.ts';

/** Longest side of A3 in points; a page beyond it is a poster's. */
const A3_POINTS = 1191;
const POINTS_PER_INCH = 72;

/** @throws RowError `unreadable`, `encrypted`, `too-large` */
export async function readPicture(bytes: Buffer): Promise<Picture> {
  if (!isPdf(bytes)) return decodePicture(bytes);
  using pdf = await openRasteriser(bytes);
  const page = posterPage(pdf);
  const dpi = (LONG_EDGE / Math.max(page.width, page.height)) * POINTS_PER_INCH;
  return pdf.render(page, { x0: 0, y0: 0, x1: page.width, y1: page.height }, dpi);
}

/** A PDF's header may stand anywhere in its first kilobyte. */
const isPdf = (bytes: Buffer): boolean => bytes.subarray(0, 1024).includes('%PDF-');

/** The first page that is larger than A3, else the first. */
function posterPage(pdf: Rasteriser): PageSize {
  for (let number = 1; number <= pdf.pageCount; number++) {
    const page = pdf.pageSize(number);
    if (Math.max(page.width, page.height) > A3_POINTS) return page;
  }
  return pdf.pageSize(1);
}
