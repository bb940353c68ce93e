/** Captions and pictures of a document → its figures' regions. */
import type { Rect } from '../../pdf/geometry.ts';
import { areaOf, areaShared } from '../../pdf/rect-overlap.ts';
import type { Caption } from '../captions/caption.ts';
import type { PageLine } from '../captions/page-line.ts';
import {
  assignPictures,
  captionHabits,
  type Habit,
  isInside,
  type PageText,
  possibleClaims,
} from './assign-pictures.ts';
import { figureRegion } from './figure-region.ts';
import type { Picture } from './pictures.ts';
import { withoutFurniture } from './repeated-pictures.ts';
import { stackedRegion } from './stacked-region.ts';
import { captionBand, columnWidth, paragraphLines, textColumns } from './text-columns.ts';

/** A page as far as its figures are concerned; a `PageText` is one. Points. */
export interface FigurePage {
  /** From 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly PageLine[];
  readonly pictures: readonly Picture[];
}

/** A captioned figure, table or algorithm and where it stands; the rectangle in points is without the caption. */
export interface Figure extends Rect {
  readonly caption: Caption;
  readonly kind: 'raster' | 'vector' | 'mixed' | 'table' | 'algorithm';
  /** The images and included drawings in it, in points. */
  readonly parts: readonly Rect[];
}

/** Share of a figure's area that images take: below, it is drawn; above the second, it is a photograph. */
const SOME_RASTER = 0.05;
const ALL_RASTER = 0.75;

export function findFigures(document: readonly FigurePage[], captions: readonly Caption[], bodySize: number): Figure[] {
  const pages = withoutFurniture(document);
  const texts = pageTexts(pages, captions, bodySize);
  const claims = pages.map((page, i) =>
    possibleClaims(
      page,
      texts[i]!,
      captions.filter((caption) => caption.page === page.number),
    ),
  );
  const habits = captionHabits(claims.flat());
  return pages.flatMap((page, i) => {
    const own = captions.filter((caption) => caption.page === page.number);
    const assigned = assignPictures(claims[i]!, habits);
    return own.flatMap((caption) => {
      const figure = figureOf(caption, assigned.get(caption) ?? [], {
        page,
        text: texts[i]!,
        captions: own,
        habit: habits[caption.kind],
      });
      return figure ?? [];
    });
  });
}

interface Surroundings {
  readonly page: FigurePage;
  readonly text: PageText;
  /** Of the page. */
  readonly captions: readonly Caption[];
  readonly habit: Habit;
}

function figureOf(caption: Caption, pictures: readonly Picture[], around: Surroundings): Figure | null {
  const { page, text, habit } = around;
  const paragraphs = new Set(text.paragraphs);
  const drawn = caption.kind === 'figure' ? figureRegion(pictures, caption, page.lines, paragraphs) : null;
  const region = drawn ?? stackedFigure(caption, paragraphs, habit, around);
  if (!region) return null;
  const parts = pictures.flatMap((picture) => picture.parts).filter((part) => isInside(part, region));
  return { ...region, caption, kind: kindOf(caption, pictures, region), parts };
}

/** Tables and algorithms, and figures of nothing but words: on the usual side, or on the other where more stands there. */
function stackedFigure(
  caption: Caption,
  paragraphs: ReadonlySet<PageLine>,
  habit: Habit,
  { page, text, captions }: Surroundings,
): Rect | null {
  const stack = { ...page, paragraphs, captions, band: captionBand(caption, captions, text.columns, page) };
  const usual = stackedRegion(caption, habit.side, stack);
  const other = stackedRegion(caption, habit.side === 'above' ? 'below' : 'above', stack);
  if (!usual || !other) return usual ?? other;
  return caption.kind !== 'figure' && likeness(other, page) > 3 * likeness(usual, page) ? other : usual;
}

/** How much of a table there is: its rules, and its rows that fall into cells. */
function likeness(region: Rect, page: FigurePage): number {
  const rules = page.pictures.filter((picture) => isInside(picture, region)).length;
  const cells = page.lines.filter((line) => isInside(line, region) && line.breaks.length > 0).length;
  return 1 + rules + cells;
}

function pageTexts(pages: readonly FigurePage[], captions: readonly Caption[], bodySize: number): PageText[] {
  const captionLines = new Set<PageLine>(captions.flatMap((caption) => caption.lines));
  const width = columnWidth(
    pages.flatMap((page) => page.lines),
    bodySize,
  );
  const paragraphs = pages.map((page) =>
    paragraphLines(
      page.lines.filter((line) => !captionLines.has(line)),
      width,
    ),
  );
  const usual = textColumns(paragraphs.flat(), width);
  return paragraphs.map((lines) => {
    const own = textColumns(lines, width);
    return { paragraphs: lines, columns: own.length >= usual.length ? own : usual };
  });
}

function kindOf(caption: Caption, pictures: readonly Picture[], region: Rect): Figure['kind'] {
  if (caption.kind !== 'figure') return caption.kind;
  const raster = pictures.reduce((sum, picture) => sum + picture.raster * areaShared(picture, region), 0);
  const share = raster / Math.max(1, areaOf(region));
  if (share < SOME_RASTER) return 'vector';
  return share > ALL_RASTER ? 'raster' : 'mixed';
}
