import type { Rect } from '../../pdf/geometry.ts';
import type { Bitmap } from '../../pdf/rasterise.ts';

const CHANNELS = 3;
/** Of 255: darker than this in any channel is ink; scans and JPEGs have paper of about 250. */
const PAPER = 244;

/** The smallest rectangle of pixels that holds all ink, or `null` for a blank bitmap. */
export function inkBounds({ width, height, data }: Bitmap): Rect | null {
  const isInk = (at: number) => data[at]! < PAPER || data[at + 1]! < PAPER || data[at + 2]! < PAPER;
  const rowHasInk = (y: number) => {
    for (let x = 0; x < width; x++) if (isInk((y * width + x) * CHANNELS)) return true;
    return false;
  };
  let y0 = 0;
  while (y0 < height && !rowHasInk(y0)) y0++;
  if (y0 === height) return null;
  let y1 = height;
  while (!rowHasInk(y1 - 1)) y1--;
  const columnHasInk = (x: number) => {
    for (let y = y0; y < y1; y++) if (isInk((y * width + x) * CHANNELS)) return true;
    return false;
  };
  let x0 = 0;
  while (!columnHasInk(x0)) x0++;
  let x1 = width;
  while (!columnHasInk(x1 - 1)) x1--;
  return { x0, y0, x1, y1 };
}

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
