import { openPagePicture, type PagePicture } from '../../dolphin/page-picture.ts';
import { isPdf } from '../../poster/picture/poster-page.ts';
import type { Threads } from '../../threads/pool.ts';
import { rendererIn } from '../../threads/renderer-in.ts';

/** Pixels of a poster's longer side: its elements are cut from it, and small print stays legible. */
const POSTER_EDGE = 4096;

const LIMITS = {
  longEdge: POSTER_EDGE,
  visualTokens: Number.POSITIVE_INFINITY,
  maxBase64Bytes: Number.POSITIVE_INFINITY,
};

/**
 * A poster's pixels.
 * @param page Page of a PDF, from 1; `null`: the first that looks like a poster.
 * @throws RowError
 */
export async function openPosterPicture(
  file: Buffer,
  page: number | null,
  threads: Threads,
  signal: AbortSignal,
): Promise<PagePicture> {
  if (!isPdf(file)) return openPagePicture(file, POSTER_EDGE);
  const { data } = await rendererIn(threads)(file, { ...LIMITS, page }, signal);
  return openPagePicture(data, POSTER_EDGE);
}
