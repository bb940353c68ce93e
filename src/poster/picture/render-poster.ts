/** A poster's PDF → its page as a picture. */
import { POINTS_PER_INCH } from '../../pdf/geometry.ts';
import { type Bitmap, dpiFor, openRasteriser, type PageSize, wholePage } from '../../pdf/rasterise.ts';
import { posterPage } from './poster-page.ts';
import { encodePixels, type ImageLimits, type PreparedImage } from './prepare-image.ts';
import { fitWithin } from './sight-limits.ts';

/** A PDF page has no pixels of its own: it is measured as if it had so many on its longer side, and then made to fit. */
const LARGEST_EDGE = 8000;

/** Renders the poster's page at the very size that is sent. @throws RowError `unreadable`, `encrypted`, `too-large` */
export async function renderPoster(bytes: Uint8Array, limits: ImageLimits): Promise<PreparedImage> {
  using pdf = await openRasteriser(bytes);
  const page = posterPage(pdf, limits.page);
  const enlarged = LARGEST_EDGE / Math.max(page.width, page.height);
  const size = fitWithin({ width: page.width * enlarged, height: page.height * enlarged }, limits);
  const dpi = Math.min(size.width / page.width, size.height / page.height) * POINTS_PER_INCH;
  const { data, width, height } = pdf.render(page, wholePage(page), dpi);
  return encodePixels({ pixels: Buffer.from(data.buffer, data.byteOffset, data.length), width, height }, limits);
}

/**
 * Renders the poster's page for eyes of our own.
 * @param number Of the page, from 1; `null`: the first that looks like a poster's. @param longEdge Pixels.
 * @throws RowError `unreadable`, `encrypted`, `too-large`
 */
export async function renderPage(
  bytes: Uint8Array,
  number: number | null,
  longEdge: number,
): Promise<{ picture: Bitmap; page: PageSize }> {
  using pdf = await openRasteriser(bytes);
  const page = posterPage(pdf, number);
  return { picture: pdf.render(page, wholePage(page), dpiFor(page, longEdge)), page };
}
