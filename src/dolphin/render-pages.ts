/** A paper's pages → pictures on disk, for Dolphin to read. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isCoded } from '../lib/is-coded.ts';
import sharp from '../lib/picture-decoder.ts';
import { RowError } from '../model/item.ts';
import { dpiFor, openRasteriser, wholePage } from '../pdf/rasterise.ts';

export interface RenderOptions {
  /** Where the pictures are written; it exists. */
  readonly dir: string;
  /** Pixels of each page's longer side. */
  readonly longEdge: number;
  /** A document with more pages is refused as `too-large`. */
  readonly maxPages: number;
}

/** @returns the pictures' paths, page by page @throws RowError `not-found`, `unreadable`, `encrypted`, `too-large` */
export async function renderPages(path: string, { dir, longEdge, maxPages }: RenderOptions): Promise<string[]> {
  using pdf = await openRasteriser(await readPdf(path));
  if (pdf.pageCount > maxPages) {
    throw new RowError('too-large', `${path} has ${pdf.pageCount} pages, more than --max-pages ${maxPages}`);
  }
  const paths: string[] = [];
  for (let number = 1; number <= pdf.pageCount; number++) {
    const page = pdf.pageSize(number);
    const dpi = dpiFor(page, longEdge);
    const { data, width, height } = pdf.render(page, wholePage(page), dpi);
    const picture = join(dir, `${number}.png`);
    await sharp(data, { raw: { width, height, channels: 3 } })
      .png({ compressionLevel: 1 })
      .toFile(picture);
    paths.push(picture);
  }
  return paths;
}

async function readPdf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    const absent = isCoded(cause, 'ENOENT');
    throw new RowError(absent ? 'not-found' : 'unreadable', `${path} cannot be read`, { cause });
  }
}
