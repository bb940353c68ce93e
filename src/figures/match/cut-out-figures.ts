/** Regions of a poster → pictures of their own, in colour, for people and for models that see. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from '../../lib/picture-decoder.ts';
import { RowError } from '../../model/item.ts';
import type { Box } from '../../model/schemas.ts';
import { POINTS_PER_INCH } from '../../pdf/geometry.ts';
import { dpiFor, openRasteriser } from '../../pdf/rasterise.ts';
import { isPdfFile } from '../../poster/picture/open-poster.ts';
import { posterPage } from '../../poster/picture/poster-page.ts';
import { POSTER_EDGE } from './poster-luma.ts';

export interface CutOut {
  /** Of the file, without its extension. */
  readonly name: string;
  readonly bbox_pct: Box;
}

/**
 * Writes `DIR/<name>.png` for each region that is at least a pixel wide and high.
 * @param pageNumber Of a PDF, from 1; `null`: the first that looks like a poster's.
 * @param longEdge Of a PDF, the pixels of the whole page's longer edge.
 * @throws {RowError} `not-found`, `unreadable`, `encrypted`, `too-large`
 */
export async function cutOutFigures(
  posterPath: string,
  cutOuts: readonly CutOut[],
  dir: string,
  pageNumber: number | null = null,
  longEdge: number = POSTER_EDGE,
): Promise<void> {
  if (cutOuts.length === 0) return;
  await mkdir(dir, { recursive: true });
  if (await isPdfFile(posterPath)) return cutFromPdf(posterPath, cutOuts, dir, pageNumber, longEdge);
  await cutFromPicture(posterPath, cutOuts, dir).catch((cause: Error) => {
    throw new RowError('unreadable', `${posterPath}: its figures cannot be cut out (${cause.message})`, { cause });
  });
}

async function cutFromPicture(posterPath: string, cutOuts: readonly CutOut[], dir: string): Promise<void> {
  const size = (await sharp(posterPath).metadata()).autoOrient;
  for (const { name, bbox_pct } of cutOuts) {
    const [x, y, width, height] = bbox_pct;
    const left = Math.min(size.width - 1, Math.round((x / 100) * size.width));
    const top = Math.min(size.height - 1, Math.round((y / 100) * size.height));
    const region = {
      left,
      top,
      width: Math.min(size.width - left, Math.round((width / 100) * size.width)),
      height: Math.min(size.height - top, Math.round((height / 100) * size.height)),
    };
    if (region.width < 1 || region.height < 1) continue;
    const picture = sharp(posterPath, { autoOrient: true }).extract(region).flatten({ background: '#ffffff' });
    await picture
      .toColourspace('srgb')
      .png()
      .toFile(join(dir, `${name}.png`));
  }
}

async function cutFromPdf(
  posterPath: string,
  cutOuts: readonly CutOut[],
  dir: string,
  pageNumber: number | null,
  longEdge: number,
): Promise<void> {
  using pdf = await openRasteriser(await readFile(posterPath));
  const page = posterPage(pdf, pageNumber);
  const dpi = dpiFor(page, longEdge);
  for (const { name, bbox_pct } of cutOuts) {
    const [x, y, width, height] = bbox_pct;
    const [x0, y0] = [(x / 100) * page.width, (y / 100) * page.height];
    const region = { x0, y0, x1: x0 + (width / 100) * page.width, y1: y0 + (height / 100) * page.height };
    if (Math.min(region.x1 - x0, region.y1 - y0) * dpi < POINTS_PER_INCH) continue;
    const bitmap = pdf.render(page, region, dpi);
    const raw = { width: bitmap.width, height: bitmap.height, channels: 3 } as const;
    await sharp(bitmap.data, { raw })
      .png()
      .toFile(join(dir, `${name}.png`));
  }
}
