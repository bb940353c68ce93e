/** The pictures that a PDF places as wholes: photographs, and drawings that were included from files of their own. */
import type { PageGraphics } from '../../../pdf/drawing.ts';
import { heightOf, type Rect, unite, widthOf } from '../../../pdf/geometry.ts';
import { areaOf, areaShared, coverage } from '../../../pdf/rect-overlap.ts';
import type { TextLine } from '../page/page-model.ts';
import type { Figure } from './structure.ts';

/** Shares of the page: the least sides and area of a figure, and the largest, beyond which it is a background. */
const SMALLEST_SIDE = 0.02;
const SMALLEST_AREA = 0.002;
const LARGEST_AREA = 0.35;
/** Pictures that share as much of the smaller one are layers or tiles of one. */
const LAYERED = 0.2;
/** Pictures that fill less of a region belong to a drawing around them. */
const FILLED = 0.4;

/** @param scale Pixels of the page's picture for a point. */
export function placedPictures({ drawings, forms }: PageGraphics, scale: number): Rect[] {
  const images = drawings.filter(({ kind, form }) => kind === 'image' && form < 0).map(({ box }) => box);
  return [...forms, ...images].map(({ x0, y0, x1, y1 }) => ({
    x0: x0 * scale,
    y0: y0 * scale,
    x1: x1 * scale,
    y1: y1 * scale,
  }));
}

/**
 * What was found in the pixels, with the boxes of placed pictures where they are known: a region of several is as many
 * figures, and one that was not seen is added.
 * @param kept Headings: what holds one is a box with text, not a picture.
 */
export function withPlaced(
  found: readonly Figure[],
  placed: readonly Rect[],
  lines: readonly TextLine[],
  kept: ReadonlySet<TextLine>,
  page: Rect,
): Figure[] {
  const pictures = joinLayers(
    placed.filter((box) => isFigure(box, page) && ![...kept].some((line) => coverage(line.box, box) > 0.5)),
  );
  const drawn = found.filter(({ box }) => {
    const own = pictures.filter((picture) => coverage(picture, box) > 0.5 || coverage(box, picture) > 0.5);
    return own.length === 0 || own.reduce((sum, picture) => sum + areaShared(picture, box), 0) < areaOf(box) * FILLED;
  });
  const whole = pictures.filter((picture) => drawn.every(({ box }) => coverage(picture, box) < 0.5));
  return [
    ...drawn,
    ...whole.map((box) => ({ box, labels: lines.filter((line) => !kept.has(line) && coverage(line.box, box) > 0.7) })),
  ];
}

function isFigure(box: Rect, page: Rect): boolean {
  const share = areaOf(box) / areaOf(page);
  const least = Math.max(widthOf(page), heightOf(page)) * SMALLEST_SIDE;
  return share >= SMALLEST_AREA && share <= LARGEST_AREA && Math.min(widthOf(box), heightOf(box)) >= least;
}

function joinLayers(boxes: readonly Rect[]): Rect[] {
  const joined: Rect[] = [];
  for (const box of boxes.toSorted((a, b) => areaOf(b) - areaOf(a))) {
    const at = joined.findIndex((other) => areaShared(other, box) > areaOf(box) * LAYERED);
    if (at < 0) joined.push(box);
    else joined[at] = unite([joined[at]!, box]);
  }
  return joined;
}
