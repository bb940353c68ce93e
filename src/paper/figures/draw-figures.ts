/** Figures' regions → pictures: rendered, cropped to the ink and written as PNG. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { ExtractedFigure } from '../../model.ts';
import type { Rect } from '../../pdf/geometry.ts';
import { type Bitmap, openRasteriser, type PageSize, type Rasteriser } from '../../pdf/rasterise.ts';
import { grow, intersect } from '../../pdf/rect-overlap.ts';
import { percentOf } from '../percent-box.ts';
import { cropBitmap, inkBounds } from './crop-to-ink.ts';
import type { Figure } from './find-figures.ts';

export interface DrawOptions {
  /** Becomes `source_doc`. */
  readonly docId: string;
  /** Where the PNGs are written; made when missing. */
  readonly figuresDir: string;
  readonly dpi: number;
}

/** Points around a region that may hold ink: line ends, arrow heads, an image's last row. */
const MARGIN = 2;
const POINTS_PER_INCH = 72;

/** `figures` with the names of their files, `pages` by number. @throws RowError `unreadable`, `encrypted`, `too-large` */
export async function drawFigures(
  pdf: Uint8Array,
  figures: ReadonlyMap<Figure, string>,
  pages: ReadonlyMap<number, PageSize>,
  options: DrawOptions,
): Promise<ExtractedFigure[]> {
  if (figures.size === 0) return [];
  await mkdir(options.figuresDir, { recursive: true });
  using rasteriser = await openRasteriser(pdf);
  const drawn: ExtractedFigure[] = [];
  for (const [figure, name] of figures) {
    const page = pages.get(figure.caption.page);
    if (!page) continue;
    drawn.push(await drawFigure(rasteriser, figure, page, name, options));
  }
  return drawn;
}

/** The figure as it is known without rendering it. */
export function undrawnFigure(
  figure: Figure,
  page: PageSize,
  name: string,
  options: { docId: string; dpi: number },
): ExtractedFigure {
  const { caption, kind } = figure;
  return {
    figure_id: name,
    source_doc: options.docId,
    label: caption.label,
    caption: caption.text === '' ? null : caption.text,
    kind,
    page_number: page.number,
    bbox_pct: percentOf(figure, page),
    width: Math.round(((figure.x1 - figure.x0) * options.dpi) / POINTS_PER_INCH),
    height: Math.round(((figure.y1 - figure.y0) * options.dpi) / POINTS_PER_INCH),
    file_path: null,
  };
}

async function drawFigure(
  rasteriser: Rasteriser,
  figure: Figure,
  page: PageSize,
  name: string,
  options: DrawOptions,
): Promise<ExtractedFigure> {
  const whole = { x0: 0, y0: 0, x1: page.width, y1: page.height };
  const region = intersect(grow(figure, MARGIN), whole) ?? whole;
  const bitmap = rasteriser.render(page, region, options.dpi);
  const ink = inkBounds(bitmap);
  if (!ink) return undrawnFigure(figure, page, name, options);
  const picture = cropBitmap(bitmap, ink);
  const path = join(options.figuresDir, `${name}.png`);
  await writePng(picture, path);
  const inked = { ...figure, ...inPoints(ink, region, bitmap.dpi) };
  return {
    ...undrawnFigure(inked, page, name, options),
    width: picture.width,
    height: picture.height,
    file_path: path,
  };
}

/** Pixels of a rendered region → points of the page. Rendering starts at whole pixels of the page. */
function inPoints(pixels: Rect, region: Rect, dpi: number): Rect {
  const scale = POINTS_PER_INCH / dpi;
  const left = Math.floor(region.x0 / scale);
  const top = Math.floor(region.y0 / scale);
  return {
    x0: (left + pixels.x0) * scale,
    y0: (top + pixels.y0) * scale,
    x1: (left + pixels.x1) * scale,
    y1: (top + pixels.y1) * scale,
  };
}

async function writePng({ width, height, data }: Bitmap, path: string): Promise<void> {
  await sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 6 })
    .toFile(path);
}
