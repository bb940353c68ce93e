/** Figures' regions → pictures: rendered, cropped to the ink, taken apart into panels and written as PNG. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from '../../lib/picture-decoder.ts';
import { RowError } from '../../model/item.ts';
import type { ExtractedFigure } from '../../model/schemas.ts';
import { POINTS_PER_INCH, type Rect } from '../../pdf/geometry.ts';
import { type Bitmap, openRasteriser, type PageSize, type Rasteriser } from '../../pdf/rasterise.ts';
import { percentOf } from '../page/percent-box.ts';
import type { Figure } from './find-figures.ts';
import { inkBounds } from './ink-runs.ts';
import { cropBitmap, renderRegion, wholeOf } from './rendered-region.ts';
import { splitPanels } from './split-panels.ts';

export interface DrawOptions {
  /** Becomes `source_doc`. */
  readonly docId: string;
  /** Where the PNGs are written, made when missing; `null` writes none and only finds the boxes of the ink. */
  readonly figuresDir: string | null;
  readonly dpi: number;
}

export interface DrawnFigures {
  /** Each figure, followed by its panels. */
  readonly figures: ExtractedFigure[];
  /** What kept figures from being drawn; these have the box of what was found and no file. */
  readonly problems: string[];
}

/** Enough to see where ink is, when no picture is asked for. */
const BOX_DPI = 72;

/** `figures` with the names of their files, `pages` by number. A page that cannot be rendered harms its figures alone. */
export async function drawFigures(
  pdf: Uint8Array,
  figures: ReadonlyMap<Figure, string>,
  pages: ReadonlyMap<number, PageSize>,
  options: DrawOptions,
): Promise<DrawnFigures> {
  const drawn: DrawnFigures = { figures: [], problems: [] };
  if (figures.size === 0) return drawn;
  if (options.figuresDir !== null) await mkdir(options.figuresDir, { recursive: true });
  using rasteriser = await orProblem(() => openRasteriser(pdf), drawn.problems);
  const names = new Set(figures.values());
  for (const [figure, name] of figures) {
    const page = pages.get(figure.caption.page);
    if (!page) continue;
    const job = { figure, name, page, options, names };
    const pictures = rasteriser && (await orProblem(() => drawFigure(rasteriser, job), drawn.problems));
    drawn.figures.push(...(pictures ?? [described(figure, job)]));
  }
  return drawn;
}

interface Job {
  readonly figure: Figure;
  readonly name: string;
  readonly page: PageSize;
  readonly options: DrawOptions;
  /** Of all figures: no panel takes one of them. */
  readonly names: ReadonlySet<string>;
}

async function orProblem<T>(work: () => Promise<T>, problems: string[]): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    if (!problems.includes(error.message)) problems.push(error.message);
    return null;
  }
}

async function drawFigure(rasteriser: Rasteriser, job: Job): Promise<ExtractedFigure[]> {
  const { figure, page, options } = job;
  const dpi = options.figuresDir === null ? BOX_DPI : options.dpi;
  const { bitmap, toPage, toPixels } = renderRegion(rasteriser, page, figure, dpi);
  const ink = inkBounds(bitmap, wholeOf(bitmap));
  if (!ink) return [described(figure, job)];
  const inked = { ...figure, ...toPage(ink) };
  const whole = await written(described(inked, job), cropBitmap(bitmap, ink), options);
  const panels = isComposable(figure)
    ? splitPanels(cropBitmap(bitmap, ink), figure.parts.map(toPixels).map(within(ink)))
    : [];
  const drawn = panels.flatMap((panel, i) => {
    const letter = String.fromCharCode('a'.charCodeAt(0) + i);
    if (job.names.has(job.name + letter)) return [];
    const box = { x0: panel.x0 + ink.x0, y0: panel.y0 + ink.y0, x1: panel.x1 + ink.x0, y1: panel.y1 + ink.y0 };
    const described = panelOf(whole, letter, percentOf(toPage(box), page), sizeOf(toPage(box), options.dpi));
    return [written(described, cropBitmap(bitmap, box), options)];
  });
  return [whole, ...(await Promise.all(drawn))];
}

const isComposable = ({ kind }: Figure): boolean => kind !== 'table' && kind !== 'algorithm';

/** From the whole bitmap to what was cropped out of it. */
const within =
  (ink: Rect) =>
  ({ x0, y0, x1, y1 }: Rect): Rect => ({ x0: x0 - ink.x0, y0: y0 - ink.y0, x1: x1 - ink.x0, y1: y1 - ink.y0 });

/** The figure as it is known without its pixels. */
function described(figure: Figure, { name, page, options }: Job): ExtractedFigure {
  const { caption, kind } = figure;
  return {
    figure_id: name,
    source_doc: options.docId,
    label: caption.label,
    caption: caption.text === '' ? null : caption.text,
    kind,
    page_number: page.number,
    bbox_pct: percentOf(figure, page),
    ...sizeOf(figure, options.dpi),
    file_path: null,
  };
}

/** `Figure 4` → `Figure 4a`; the caption speaks of all panels. */
function panelOf(
  whole: ExtractedFigure,
  letter: string,
  bbox_pct: ExtractedFigure['bbox_pct'],
  size: { width: number; height: number },
): ExtractedFigure {
  const label = whole.label === null ? null : whole.label + letter;
  return { ...whole, ...size, figure_id: whole.figure_id + letter, label, bbox_pct };
}

const sizeOf = (rect: Rect, dpi: number): { width: number; height: number } => ({
  width: Math.round(((rect.x1 - rect.x0) * dpi) / POINTS_PER_INCH),
  height: Math.round(((rect.y1 - rect.y0) * dpi) / POINTS_PER_INCH),
});

async function written(figure: ExtractedFigure, picture: Bitmap, options: DrawOptions): Promise<ExtractedFigure> {
  if (options.figuresDir === null) return figure;
  const { width, height, data, dpi } = picture;
  const path = join(options.figuresDir, `${figure.figure_id}.png`);
  await sharp(data, { raw: { width, height, channels: 3 } })
    .withDensity(dpi)
    .png({ compressionLevel: 6 })
    .toFile(path);
  return { ...figure, width, height, file_path: path };
}
