import { POINTS_PER_INCH, type Rect } from '../../pdf/geometry.ts';
import type { Bitmap, PageSize, Rasteriser } from '../../pdf/rasterise.ts';
import { grow, intersect } from '../../pdf/rect-overlap.ts';

const CHANNELS = 3;
/** Points around a region that may hold ink: line ends, arrow heads, an image's last row. */
const MARGIN = 2;

/** A region of a page as pixels, and the way between the two. */
export interface RenderedRegion {
  readonly bitmap: Bitmap;
  /** Pixels of the bitmap → points of the page. */
  toPage(pixels: Rect): Rect;
  /** Points of the page → pixels of the bitmap. */
  toPixels(points: Rect): Rect;
}

/** @throws RowError `unreadable`, `too-large` */
export function renderRegion(rasteriser: Rasteriser, page: PageSize, region: Rect, dpi: number): RenderedRegion {
  const whole = { x0: 0, y0: 0, x1: page.width, y1: page.height };
  const shown = intersect(grow(region, MARGIN), whole) ?? whole;
  const bitmap = rasteriser.render(page, shown, dpi);
  const scale = bitmap.dpi / POINTS_PER_INCH;
  // Rendering starts at whole pixels of the page.
  const [left, top] = [Math.floor(shown.x0 * scale), Math.floor(shown.y0 * scale)];
  return {
    bitmap,
    toPage: ({ x0, y0, x1, y1 }) => ({
      x0: (left + x0) / scale,
      y0: (top + y0) / scale,
      x1: (left + x1) / scale,
      y1: (top + y1) / scale,
    }),
    toPixels: ({ x0, y0, x1, y1 }) => ({
      x0: x0 * scale - left,
      y0: y0 * scale - top,
      x1: x1 * scale - left,
      y1: y1 * scale - top,
    }),
  };
}

export const wholeOf = ({ width, height }: Bitmap): Rect => ({ x0: 0, y0: 0, x1: width, y1: height });

/** The pixels inside `rect`, which is in whole pixels. */
export function cropBitmap(bitmap: Bitmap, rect: Rect): Bitmap {
  const width = rect.x1 - rect.x0;
  const height = rect.y1 - rect.y0;
  const data = new Uint8Array(width * height * CHANNELS);
  for (let y = 0; y < height; y++) {
    const from = ((rect.y0 + y) * bitmap.width + rect.x0) * CHANNELS;
    data.set(bitmap.data.subarray(from, from + width * CHANNELS), y * width * CHANNELS);
  }
  return { width, height, data, dpi: bitmap.dpi };
}
