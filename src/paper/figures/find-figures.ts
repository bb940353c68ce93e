/** Captions and pictures of a document → its figures' regions. */
import { heightOf, type Rect, widthOf } from '../../pdf/geometry.ts';
import { areaOf, areaShared } from '../../pdf/rect-overlap.ts';
import type { Caption } from '../captions/caption.ts';
import type { PageLine } from '../captions/page-line.ts';
import type { Picture } from '../page/pictures.ts';
import { assignPictures, captionHabits, isInside, type PageText, possibleClaims } from './assign-pictures.ts';
import type { FigurePage } from './figure-page.ts';
import { figureRegion } from './figure-region.ts';
import { withoutFurniture } from './repeated-pictures.ts';
import { ruledRegion } from './ruled-region.ts';
import { type StackSide, stackedRegion } from './stacked-region.ts';
import { captionBand, columnWidth, paragraphLines, textColumns } from './text-columns.ts';

/** A captioned figure, table or algorithm and where it stands; the rectangle in points is without the caption. */
export interface Figure extends Rect {
  readonly caption: Caption;
  readonly kind: 'raster' | 'vector' | 'mixed' | 'table' | 'algorithm';
  /** Longer side of an embedded picture in its own pixels; `null` for all that is not one. */
  readonly embeddedSide: number | null;
  /** The images and included drawings in it, in points. */
  readonly parts: readonly Rect[];
}

/** Share of a figure's area that images take: below, it is drawn; above the second, it is a photograph. */
const SOME_RASTER = 0.05;
const ALL_RASTER = 0.75;

export function findFigures(document: readonly FigurePage[], captions: readonly Caption[], bodySize: number): Figure[] {
  const pages = withoutFurniture(document);
  const texts = pageTexts(pages, captions, bodySize);
  const around = pages.map((page, i): Surroundings => {
    const own = captions.filter((caption) => caption.page === page.number);
    return { page, text: texts[i]!, captions: own };
  });
  const claims = around.map(({ page, text, captions }) => possibleClaims(page, text, captions));
  const drawn = captionHabits(claims.flat());
  const habits = { ...drawn, table: { ...drawn.table, side: tableSide(around) ?? drawn.table.side } };
  return around.flatMap((place, i) => {
    const assigned = assignPictures(claims[i]!, habits);
    return place.captions.flatMap(
      (caption) => figureOf(caption, assigned.get(caption) ?? [], place, habits[caption.kind].side) ?? [],
    );
  });
}

interface Surroundings {
  readonly page: FigurePage;
  readonly text: PageText;
  /** Of the page. */
  readonly captions: readonly Caption[];
}

function figureOf(
  caption: Caption,
  pictures: readonly Picture[],
  around: Surroundings,
  usual: StackSide,
): Figure | null {
  const drawn =
    caption.kind === 'figure'
      ? figureRegion(pictures, caption, around.page.lines, around.text)
      : caption.kind === 'algorithm'
        ? ruledRegion(caption, around.page.rules)
        : null;
  const region = drawn ?? stackedFigure(caption, usual, around);
  if (!region) return null;
  const parts = pictures.flatMap((picture) => picture.parts).filter((part) => isInside(part, region));
  const kind = kindOf(caption, pictures, region);
  return { ...region, caption, kind, embeddedSide: kind === 'raster' ? embeddedSide(pictures, region) : null, parts };
}

/** Tables and algorithms, and figures of nothing but words: on the usual side, or on the other where that is bare. */
function stackedFigure(caption: Caption, usual: StackSide, around: Surroundings): Rect | null {
  const [first, second] = [stackOn(usual, caption, around), stackOn(opposite(usual), caption, around)];
  if (!first || !second) return first ?? second;
  if (caption.kind === 'figure') return first;
  return likeness(first, around.page) < TABLE && likeness(second, around.page) >= TABLE ? second : first;
}

const opposite = (side: StackSide): StackSide => (side === 'above' ? 'below' : 'above');

function stackOn(side: StackSide, caption: Caption, { page, text, captions }: Surroundings): Rect | null {
  const band = captionBand(caption, captions, text.columns, page);
  return stackedRegion(caption, side, { ...page, paragraphs: new Set(text.paragraphs), captions, band });
}

/**
 * The side on which more captions have a table: where they stand above their tables, the first on a page has none above
 * it. `null` when the two sides are even.
 */
function tableSide(places: readonly Surroundings[]): StackSide | null {
  const count = (side: StackSide) => {
    const tables = places.flatMap((place) =>
      place.captions
        .filter(({ kind }) => kind === 'table')
        .filter((caption) => likeness(stackOn(side, caption, place), place.page) >= TABLE),
    );
    return tables.length;
  };
  const [above, below] = [count('above'), count('below')];
  if (above === below) return null;
  return above > below ? 'above' : 'below';
}

/** So many rules and cells make a table. */
const TABLE = 4;

/** How much of a table there is: its rules, and its lines that are cells or fall into cells. */
function likeness(region: Rect | null, page: FigurePage): number {
  if (!region) return 0;
  const rules = page.pictures.filter((picture) => isInside(picture, region)).length;
  const isCell = (line: PageLine) => line.breaks.length > 0 || widthOf(line) < 0.4 * widthOf(region);
  return rules + page.lines.filter((line) => isInside(line, region) && isCell(line)).length;
}

function embeddedSide(pictures: readonly Picture[], region: Rect): number | null {
  const pixelsPerPoint = pictures.reduce((most, picture) => Math.max(most, picture.pixelsPerPoint), 0);
  return pixelsPerPoint > 0 ? pixelsPerPoint * Math.max(widthOf(region), heightOf(region)) : null;
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
