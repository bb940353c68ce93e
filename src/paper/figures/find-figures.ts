/** Captions and pictures of a document → its figures' regions. */
import { heightOf, type Rect, widthOf } from '../../pdf/geometry.ts';
import { areaOf, areaShared } from '../../pdf/rect-overlap.ts';
import type { Caption } from '../captions/caption.ts';
import type { PageLine } from '../captions/page-line.ts';
import type { Picture } from '../page/pictures.ts';
import {
  assignPictures,
  type BodyLook,
  captionHabits,
  isInside,
  type PageText,
  possibleClaims,
  type Surroundings,
} from './assign-pictures.ts';
import type { FigurePage } from './figure-page.ts';
import { figureRegion } from './figure-region.ts';
import { withoutFurniture } from './repeated-pictures.ts';
import { ruledRegion } from './ruled-region.ts';
import { stackedFigure, tableSide } from './stacked-figure.ts';
import type { StackSide } from './stacked-region.ts';
import { columnWidth, paragraphLines, textColumns } from './text-columns.ts';
import { withoutTextStrokes } from './text-strokes.ts';

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

export function findFigures(document: readonly FigurePage[], captions: readonly Caption[], look: BodyLook): Figure[] {
  const texts = pageTexts(document, captions, look);
  const prose = texts.flatMap(({ paragraphs }) => paragraphs);
  const pages = withoutFurniture(document, prose).map(withoutTextStrokes);
  const around = pages.map((page, i): Surroundings => {
    const own = captions.filter((caption) => caption.page === page.number);
    return { page, text: texts[i]!, captions: own };
  });
  const claims = around.map(({ page, text, captions }) => possibleClaims(page, text, captions));
  const drawn = captionHabits(claims.flat());
  const habits = { ...drawn, table: { ...drawn.table, side: tableSide(around) ?? drawn.table.side } };
  return around.flatMap((place, i) => {
    const assigned = assignPictures(claims[i]!, habits);
    return place.captions.flatMap((caption) => {
      const taken = [...assigned].flatMap(([other, pictures]) => (other === caption ? [] : pictures));
      return figureOf(caption, assigned.get(caption) ?? [], { ...place, taken }, habits[caption.kind].side) ?? [];
    });
  });
}

function figureOf(
  caption: Caption,
  pictures: readonly Picture[],
  around: Surroundings & { readonly taken: readonly Picture[] },
  usual: StackSide,
): Figure | null {
  const drawn =
    caption.kind === 'figure'
      ? figureRegion(pictures, caption, around)
      : caption.kind === 'algorithm'
        ? ruledRegion(caption, around.page.rules)
        : null;
  const region = drawn ?? stackedFigure(caption, usual, around);
  if (!region) return null;
  const parts = pictures.flatMap((picture) => picture.parts).filter((part) => isInside(part, region));
  const kind = kindOf(caption, pictures, region);
  return { ...region, caption, kind, embeddedSide: kind === 'raster' ? embeddedSide(pictures, region) : null, parts };
}

function embeddedSide(pictures: readonly Picture[], region: Rect): number | null {
  const pixelsPerPoint = pictures.reduce((most, picture) => Math.max(most, picture.pixelsPerPoint), 0);
  return pixelsPerPoint > 0 ? pixelsPerPoint * Math.max(widthOf(region), heightOf(region)) : null;
}

function pageTexts(pages: readonly FigurePage[], captions: readonly Caption[], look: BodyLook): PageText[] {
  const captionLines = new Set<PageLine>(captions.flatMap((caption) => caption.lines));
  const width = columnWidth(
    pages.flatMap((page) => page.lines),
    look.bodySize,
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
    return { paragraphs: lines, columns: own.length >= usual.length ? own : usual, look };
  });
}

function kindOf(caption: Caption, pictures: readonly Picture[], region: Rect): Figure['kind'] {
  if (caption.kind !== 'figure') return caption.kind;
  const raster = pictures.reduce((sum, picture) => sum + picture.raster * areaShared(picture, region), 0);
  const share = raster / Math.max(1, areaOf(region));
  if (share < SOME_RASTER) return 'vector';
  return share > ALL_RASTER ? 'raster' : 'mixed';
}
