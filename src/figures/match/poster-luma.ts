/** Poster file, picture or PDF → its luma at the size that is searched. */
import { isPdfFile, readPosterFile } from '../../poster/picture/open-poster.ts';
import { renderPage } from '../../poster/picture/render-poster.ts';
import { decodeImage, type GreyImage, luma } from '../picture/decode-image.ts';

/**
 * Longest edge that is searched, pixels. Lettering of a poster on A0 is legible at this size, and one scale space of it
 * takes about 250 MB.
 */
export const POSTER_EDGE = 3000;

/**
 * @param pageNumber Of a PDF, from 1; `null`: the first that looks like a poster's.
 * @throws {RowError} `not-found`, `unreadable`, `encrypted`, `too-large`
 */
export async function posterLuma(path: string, pageNumber: number | null = null): Promise<GreyImage> {
  if (!(await isPdfFile(path))) return decodeImage(path, { maxEdge: POSTER_EDGE });
  const { picture } = await renderPage(await readPosterFile(path), pageNumber, POSTER_EDGE);
  return { data: luma(picture.data, 3), width: picture.width, height: picture.height };
}
