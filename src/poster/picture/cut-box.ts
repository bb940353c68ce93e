import sharp from '../../lib/picture-decoder.ts';
import type { Box } from '../../model/schemas.ts';
import type { PreparedImage } from './prepare-image.ts';

/** A box of a picture as PNG, no longer than `longEdge` pixels; at least one pixel is cut. */
export async function cutBox(
  { data, width, height }: PreparedImage,
  [x, y, w, h]: Box,
  longEdge: number,
): Promise<Buffer> {
  const left = Math.min(width - 1, Math.floor((x / 100) * width));
  const top = Math.min(height - 1, Math.floor((y / 100) * height));
  const right = Math.min(width, Math.max(left + 1, Math.ceil(((x + w) / 100) * width)));
  const bottom = Math.min(height, Math.max(top + 1, Math.ceil(((y + h) / 100) * height)));
  return await sharp(data)
    .extract({ left, top, width: right - left, height: bottom - top })
    .resize({ width: longEdge, height: longEdge, fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer();
}

/** A part of a box, both in percent of the same page → the part in percent of the box. */
export const boxWithin = ([x, y, w, h]: Box, [partX, partY, partW, partH]: Box): Box => [
  Math.max(0, ((partX - x) / w) * 100),
  Math.max(0, ((partY - y) / h) * 100),
  (partW / w) * 100,
  (partH / h) * 100,
];
