/** Picture file → one plane of luma, however the file stores its colours. */
import sharp from '../../lib/picture-decoder.ts';
import { RowError } from '../../model/item.ts';
import { MAX_PIXELS } from '../../poster/picture/prepare-image.ts';

/** One byte a pixel, row by row, 0 black to 255 white. */
export interface GreyImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A decoded picture: `scale` pixels of it stand for one pixel of the file (at most 1: it is never enlarged). */
export interface DecodedImage extends GreyImage {
  readonly scale: number;
}

/**
 * Reads a picture as it is seen: turned as its EXIF says, through its ICC profile (CMYK and 16 bits included) to sRGB,
 * transparency on white, the first frame of an animation; shrunk so that no edge exceeds `maxEdge` pixels.
 *
 * @throws {RowError} `not-found`, `too-large` (more than 400 megapixels) or `unreadable`.
 */
export async function decodeImage(path: string, { maxEdge }: { maxEdge: number }): Promise<DecodedImage> {
  try {
    const source = sharp(path, { limitInputPixels: MAX_PIXELS, autoOrient: true });
    const { width, height } = (await source.metadata()).autoOrient;
    const { data, info } = await source
      .flatten({ background: '#ffffff' })
      .resize({ width: maxEdge, height: maxEdge, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const scale = Math.max(info.width, info.height) / Math.max(width, height);
    return { data: luma(data, info.channels), width: info.width, height: info.height, scale };
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): RowError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (/missing|no such file/i.test(reason)) return new RowError('not-found', `${path}: no such picture`, { cause });
  if (/pixel limit/i.test(reason)) {
    return new RowError('too-large', `${path}: more than ${MAX_PIXELS / 1e6} megapixels; shrink the picture`, {
      cause,
    });
  }
  return new RowError('unreadable', `${path}: not a picture that can be decoded (${reason})`, { cause });
}

/**
 * Luma by the weights of ITU-R BT.601, in 14 bits as OpenCV rounds them: explicit, since image libraries turn to grey in linear
 * light or through a profile and so differ from each other by several levels.
 */
export function luma(pixels: Uint8Array, channels: number): Uint8Array {
  if (channels === 1) return pixels;
  const grey = new Uint8Array(pixels.length / channels);
  for (let i = 0, p = 0; i < grey.length; i += 1, p += channels) {
    const [red, green, blue] = [pixels[p] ?? 0, pixels[p + 1] ?? 0, pixels[p + 2] ?? 0];
    grey[i] = (red * 4899 + green * 9617 + blue * 1868 + 8192) >> 14;
  }
  return grey;
}
