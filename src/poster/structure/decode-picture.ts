/** A poster's file → its pixels, upright and no larger than reading needs. */
import sharp from 'sharp';
import { RowError } from '../../item.ts';
import type { Picture } from './sheet.ts';

/** Small text of an A0 poster is 20 to 30 pixels high at this edge; more only costs time. */
export const LONG_EDGE = 3000;
const MAX_PIXELS = 400_000_000;
const MAX_CHANNELS = 3;

/** @throws RowError `unreadable`, `too-large` */
export async function decodePicture(bytes: Buffer): Promise<Picture> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'truncated' })
      .autoOrient()
      .resize(LONG_EDGE, LONG_EDGE, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (/pixel limit/i.test(reason))
      throw new RowError('too-large', `The poster has more than ${MAX_PIXELS / 1e6} million pixels`, { cause });
    throw new RowError('unreadable', `The poster's picture cannot be decoded: ${reason}`, { cause });
  }
}

/** The picture's greys as PNG, which Tesseract reads. */
export function encodeGreys({ data, width, height }: Picture): Promise<Buffer> {
  const raw = { width, height, channels: MAX_CHANNELS } as const;
  return sharp(data, { raw }).greyscale().png({ compressionLevel: 1 }).toBuffer();
}
