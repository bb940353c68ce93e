/** A poster's file → the picture a vision model is sent: no larger than the model sees, within the service's limits. */
import type { Metadata, Sharp } from 'sharp';
import sharp from '../../lib/picture-decoder.ts';
import { RowError } from '../../model/item.ts';
import { fitWithin, type SightLimits } from './sight-limits.ts';

export interface ImageLimits extends SightLimits {
  /** Most characters of the picture as base64 text; that is what services count. */
  maxBase64Bytes: number;
  /** Of a PDF, from 1; without it the first that looks like a poster's. */
  page?: number | null;
}

export interface PreparedImage {
  data: Buffer;
  mediaType: SentMediaType;
  /** Pixels as sent. */
  width: number;
  height: number;
}

export type SentMediaType = 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp';

/** Pixels of the largest picture that is decoded: 20 000 × 20 000, an A0 poster at 430 dpi. */
export const MAX_PIXELS = 400_000_000;

/** What can be sent as it is. An animated picture is decoded and its first frame sent. */
const SENT_AS_IS: Readonly<Record<string, SentMediaType>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
};

const DECODED = new Set(['jpeg', 'png', 'gif', 'webp', 'tiff', 'heif', 'avif']);

/** Tried in turn; below the last, letters blur and a smaller picture reads better. */
const JPEG_QUALITIES = [90, 82, 74, 66] as const;
const SHRINK_STEP = 0.8;

/** What will be sent, known from the file's header alone. */
export interface ImagePlan {
  /** Pixels as the model will see them. */
  width: number;
  height: number;
  /** The type to send the file's own bytes as; `null` where they must be encoded anew. */
  asItIs: SentMediaType | null;
}

/** @throws RowError `unreadable` or `too-large`. */
export async function planImage(bytes: Buffer, limits: ImageLimits): Promise<ImagePlan> {
  const { width, height, format, space, orientation = 1, pages = 1 } = await readMetadata(bytes);
  // EXIF orientations from 5 on lie on their side.
  const source = orientation >= 5 ? { width: height, height: width } : { width, height };
  const target = fitWithin(source, limits);
  const whole = target.width === source.width && target.height === source.height;
  const fits = whole && base64Length(bytes.length) <= limits.maxBase64Bytes;
  const plain = orientation === 1 && pages === 1 && space !== 'cmyk' && endsWhole(bytes, format);
  return { ...target, asItIs: fits && plain ? (SENT_AS_IS[format] ?? null) : null };
}

/** The marks that these formats end with; for the others, and for what has bytes after its mark, decoding will tell. */
const LAST_MARKS: Readonly<Record<string, Buffer>> = { jpeg: Buffer.of(0xff, 0xd9), png: Buffer.from('IEND') };
const LONGEST_END = 16;

const endsWhole = (bytes: Buffer, format: string): boolean => {
  const mark = LAST_MARKS[format];
  return mark === undefined || bytes.subarray(-LONGEST_END).includes(mark);
};

/**
 * Sends the file's own bytes where they fit; otherwise decodes once, turns the picture as its EXIF says, resizes, and
 * encodes flat graphics as PNG and photographs as JPEG.
 * @param plan What `planImage` said, where it was asked before.
 * @throws RowError `unreadable` or `too-large`.
 */
export async function prepareImage(bytes: Buffer, limits: ImageLimits, plan?: ImagePlan): Promise<PreparedImage> {
  const { asItIs, ...size } = plan ?? (await planImage(bytes, limits));
  if (asItIs !== null) return { data: bytes, mediaType: asItIs, ...size };
  return encodePixels(await decode(bytes, size), limits);
}

async function readMetadata(bytes: Buffer): Promise<Metadata> {
  let metadata: Metadata;
  try {
    metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (cause) {
    throw new RowError('unreadable', 'The poster is not a picture of a known format.', { cause });
  }
  if (!DECODED.has(metadata.format)) {
    throw new RowError('unreadable', `The poster is of a format that is not read: ${metadata.format}.`);
  }
  if (metadata.width * metadata.height > MAX_PIXELS) throw tooManyPixels();
  return metadata;
}

const tooManyPixels = (options?: ErrorOptions): RowError =>
  new RowError('too-large', `The poster has more than ${MAX_PIXELS / 1e6} million pixels.`, options);

/** Pixels, 3 channels of 8 bits. */
interface Raster {
  pixels: Buffer;
  width: number;
  height: number;
}

async function decode(bytes: Buffer, target: { width: number; height: number }): Promise<Raster> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'truncated' })
      .autoOrient()
      .resize(target.width, target.height, { fit: 'fill' })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { pixels: data, width: info.width, height: info.height };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    if (/pixel limit/i.test(reason)) {
      throw tooManyPixels({ cause });
    }
    throw new RowError('unreadable', `The poster's picture is damaged: ${reason}`, { cause });
  }
}

/** Flat graphics as PNG; else JPEG, first of lower quality and then smaller. @throws RowError `too-large` */
export async function encodePixels(raster: Raster, limits: ImageLimits): Promise<PreparedImage> {
  const { width, height } = raster;
  const accepted = (data: Buffer) => base64Length(data.length) <= limits.maxBase64Bytes;
  if (isFlat(raster)) {
    const data = await fromRaster(raster).png().toBuffer();
    if (accepted(data)) return { data, mediaType: 'image/png', width, height };
  }
  for (let scale = 1; scale * Math.min(width, height) >= 1; scale *= SHRINK_STEP) {
    const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
    for (const quality of JPEG_QUALITIES) {
      const data = await fromRaster(raster)
        .resize(size.width, size.height, { fit: 'fill' })
        .jpeg({ quality })
        .toBuffer();
      if (accepted(data)) return { data, mediaType: 'image/jpeg', ...size };
    }
  }
  throw new RowError('too-large', `The poster cannot be made to fit into ${limits.maxBase64Bytes} bytes.`);
}

const fromRaster = ({ pixels, width, height }: Raster): Sharp =>
  sharp(pixels, { raw: { width, height, channels: 3 }, limitInputPixels: MAX_PIXELS });

/** Where this share of neighbouring pixels is equal, PNG is sharper than JPEG and no larger. */
const FLAT_SHARE = 0.6;
/** Rows looked at: one in so many. */
const ROW_STEP = 8;

function isFlat({ pixels, width, height }: Raster): boolean {
  let equal = 0;
  let looked = 0;
  for (let y = 0; y < height; y += ROW_STEP) {
    for (let at = y * width * 3; at < ((y + 1) * width - 1) * 3; at += 3) {
      looked++;
      if (pixels[at] === pixels[at + 3] && pixels[at + 1] === pixels[at + 4] && pixels[at + 2] === pixels[at + 5])
        equal++;
    }
  }
  return looked > 0 && equal / looked >= FLAT_SHARE;
}

const base64Length = (bytes: number): number => Math.ceil(bytes / 3) * 4;
