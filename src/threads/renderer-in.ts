import type { RenderPdf } from '../poster/picture/open-poster.ts';
import type { Threads } from './pool.ts';

/** PDFium works without pause: in a thread it holds nothing up, and can be stopped. */
export const rendererIn = (threads: Threads): RenderPdf => {
  return async (bytes, limits, signal) => {
    const image = await threads.run('renderPoster', [bytes, limits], signal);
    // Between threads a Buffer becomes a plain array of bytes.
    return { ...image, data: Buffer.from(image.data) };
  };
};
