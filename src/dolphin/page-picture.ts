/** A page's pixels, and the pictures that are cut from them for the model to see. */
import type { Sharp } from 'sharp';
import sharp from '../lib/picture-decoder.ts';
import { RowError } from '../model/item.ts';
import type { Box } from '../model/schemas.ts';
import { MAX_PIXELS, type PreparedImage } from '../poster/picture/prepare-image.ts';
import { isReadable, seenSize } from './seen-size.ts';

/** Decoded once, since a page has dozens of elements. */
export interface PagePicture {
  readonly width: number;
  readonly height: number;
  /** A part at the size at which the model sees it; `null` where there is nothing to see. Box in percent. */
  cut(box: Box): Promise<PreparedImage | null>;
}

/** @param source a picture's file or its bytes @param longEdge pixels; larger pages are made to fit @throws RowError */
export async function openPagePicture(source: string | Buffer, longEdge: number): Promise<PagePicture> {
  const { data, info } = await sharp(source, { limitInputPixels: MAX_PIXELS })
    .autoOrient()
    .resize({ width: longEdge, height: longEdge, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((cause: Error) => {
      throw new RowError('unreadable', `The page's picture is damaged: ${cause.message}`, { cause });
    });
  const { width, height, channels } = info;
  const pixels = (): Sharp => sharp(data, { raw: { width, height, channels }, limitInputPixels: MAX_PIXELS });
  return { width, height, cut: (box) => cutPart(pixels(), { width, height }, box) };
}

async function cutPart(
  page: Sharp,
  { width, height }: { width: number; height: number },
  [x, y, w, h]: Box,
): Promise<PreparedImage | null> {
  const left = Math.min(width - 1, Math.round((x / 100) * width));
  const top = Math.min(height - 1, Math.round((y / 100) * height));
  const right = Math.min(width, Math.max(left + 1, Math.round(((x + w) / 100) * width)));
  const bottom = Math.min(height, Math.max(top + 1, Math.round(((y + h) / 100) * height)));
  const part = { width: right - left, height: bottom - top };
  if (!isReadable(part)) return null;
  const seen = seenSize(part);
  const data = await page
    .extract({ left, top, ...part })
    .resize(seen.width, seen.height, { fit: 'fill' })
    .png({ compressionLevel: COMPRESSION })
    .toBuffer();
  return { data, mediaType: 'image/png', ...seen };
}

/** Letters stay sharp; at this level it takes less time than JPEG and no more bytes, which stay in the house. */
const COMPRESSION = 1;
