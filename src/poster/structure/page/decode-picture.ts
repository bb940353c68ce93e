/** A poster's file → its pixels, upright and no larger than reading needs. */
import type { Sharp } from 'sharp';
import sharp from '../../../lib/picture-decoder.ts';
import { RowError } from '../../../model/item.ts';
import { heightOf, type Rect, widthOf } from '../../../pdf/geometry.ts';
import { MAX_PIXELS } from '../../picture/prepare-image.ts';
import type { Greys } from './even-greys.ts';
import type { Picture } from './page-model.ts';

/** Small text of an A0 poster is 20 to 30 pixels high at this edge; more only costs time. */
export const LONG_EDGE = 3000;

/** @throws RowError `unreadable`, `too-large` */
export async function decodePicture(bytes: Buffer): Promise<Picture> {
  try {
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'truncated' })
      .autoOrient()
      .resize(LONG_EDGE, LONG_EDGE, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb');
    return await asPicture(image);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (/pixel limit/i.test(reason))
      throw new RowError('too-large', `The poster has more than ${MAX_PIXELS / 1e6} million pixels`, { cause });
    throw new RowError('unreadable', `The poster's picture cannot be decoded: ${reason}`, { cause });
  }
}

/** As PNG, which Tesseract reads. */
export function encodeGreys({ data, width, height }: Greys): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 1 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

/** As PNG: dark letters on light ground in all greys from black to white. */
export async function encodeEnlarged(picture: Picture, crop: Rect, scale: number): Promise<Buffer> {
  const [width, height] = [widthOf(crop), heightOf(crop)];
  const greys = await fromPicture(picture)
    .extract({ left: crop.x0, top: crop.y0, width, height })
    .greyscale()
    .raw()
    .toBuffer();
  const isDark = greys.reduce((sum, grey) => sum + grey, 0) < greys.length * 128;
  return sharp(greys, { raw: { width, height, channels: 1 } })
    .negate(isDark ? {} : false)
    .normalise()
    .resize(Math.round(width * scale), Math.round(height * scale), { fit: 'fill' })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

/** Made smaller where its longer side exceeds `edge` pixels. */
export async function resizePicture(picture: Picture, edge: number): Promise<Picture> {
  if (Math.max(picture.width, picture.height) <= edge) return picture;
  return asPicture(fromPicture(picture).resize(edge, edge, { fit: 'inside' }));
}

/** @param turns Quarters of a circle, clockwise. */
export async function turnPicture(picture: Picture, turns: number): Promise<Picture> {
  return turns === 0 ? picture : asPicture(fromPicture(picture).rotate(turns * 90));
}

const fromPicture = ({ data, width, height }: Picture): Sharp =>
  sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: MAX_PIXELS });

async function asPicture(image: Sharp): Promise<Picture> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}
