/** Poster file, picture or PDF → its luma at the size that is searched. */
import { open, readFile } from 'node:fs/promises';
import { isCoded } from '../../lib/is-coded.ts';
import { RowError } from '../../model/item.ts';
import { dpiFor, openRasteriser, wholePage } from '../../pdf/rasterise.ts';
import { isPdf, posterPage } from '../../poster/picture/poster-page.ts';
import { decodeImage, type GreyImage, luma } from '../picture/decode-image.ts';

/**
 * Longest edge that is searched, pixels. Lettering of a poster on A0 is legible at this size, and one scale space of it
 * takes about 250 MB.
 */
export const POSTER_EDGE = 3000;
const HEADER_BYTES = 1024;

/**
 * @param pageNumber Of a PDF, from 1; `null`: the first that looks like a poster's.
 * @throws {RowError} `not-found`, `unreadable`, `encrypted`, `too-large`
 */
export async function openPoster(path: string, pageNumber: number | null = null): Promise<GreyImage> {
  if (!(await isPdfFile(path))) return decodeImage(path, { maxEdge: POSTER_EDGE });
  using pdf = await openRasteriser(await readFile(path));
  const page = posterPage(pdf, pageNumber);
  const dpi = dpiFor(page, POSTER_EDGE);
  const { data, width, height } = pdf.render(page, wholePage(page), dpi);
  return { data: luma(data, 3), width, height };
}

/** @throws {RowError} `not-found`, `unreadable` */
export async function isPdfFile(path: string): Promise<boolean> {
  await using file = await open(path).catch((cause: Error) => {
    const absent = isCoded(cause, 'ENOENT');
    throw new RowError(absent ? 'not-found' : 'unreadable', `${path}: ${cause.message}`, { cause });
  });
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(HEADER_BYTES) });
  return isPdf(buffer.subarray(0, bytesRead));
}
