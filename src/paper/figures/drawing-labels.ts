/** A drawing → the drawing with its words: axis labels, ticks, legends, titles and panel letters, set as text of the page. */
import { heightOf, overlapX, overlapY, type Rect, unite, widthOf } from '../../pdf/geometry.ts';
import { areaOf, areaShared, coverage } from '../../pdf/rect-overlap.ts';
import type { PageLine } from '../captions/page-line.ts';
import { isPanelName } from './text-columns.ts';

/** Sizes: a label that looks like running text stands no further from what it labels, any other no further than the second. */
const NEAR = 0.9;
const APART = 2.2;
/** Share of the running text's size up to which words are smaller than it. */
const SMALLER = 0.93;
/** Share of a line that lies on a drawing when the line is part of it, however far it sticks out. */
const ON_DRAWING = 0.25;
/** Sizes by which the boxes of two lines set one under the other may overlap. */
const TIGHT = 0.3;

export interface LabelSurroundings {
  /** Lines of the page that are neither running text nor captions. */
  readonly labels: readonly PageLine[];
  /** What no drawing covers: running text, captions. */
  readonly others: readonly Rect[];
  readonly caption: Rect;
  /** Of the running text, in points. */
  readonly bodySize: number;
}

/**
 * Each label found may carry the next. The names of panels under the drawing, and what follows them, are outside of the
 * picture.
 */
export function withLabels(drawing: Rect, around: LabelSurroundings): Rect {
  const under = around.labels.filter((line) => line.y0 > drawing.y1 - TIGHT * line.size);
  const end = Math.min(...under.filter((line) => isPanelName(line) || isLettered(line, under)).map(({ y0 }) => y0));
  const isFree = (grown: Rect, whole: Rect) =>
    around.others.every((other) => areaShared(other, grown) - areaShared(other, whole) < 0.1 * areaOf(other));
  let left = around.labels.filter((line) => line.y0 < end - 1);
  let whole = drawing;
  for (;;) {
    const reached = left.filter((line) => belongs(line, whole, around));
    const before = whole;
    for (const line of reached.toSorted((a, b) => gapOf(a, before) - gapOf(b, before))) {
      const grown: Rect = unite([whole, line]);
      if (isFree(withoutSeam(grown, whole, line), whole)) whole = grown;
    }
    left = left.filter((line) => !reached.includes(line));
    if (before === whole) return whole;
  }
}

const LETTER = /^\(?([a-z])(?![\p{L}\d])/iu;

/** Whether its letter and that of the line beside it follow each other: `a First`, `b Second`. */
function isLettered(line: PageLine, lines: readonly PageLine[]): boolean {
  const code = (text: string) => LETTER.exec(text)?.[1]?.toLowerCase().charCodeAt(0);
  const own = code(line.text);
  const isNext = (other: PageLine) => Math.abs((code(other.text) ?? Number.NaN) - (own ?? Number.NaN)) === 1;
  return lines.some((other) => isNext(other) && Math.abs(other.baseline - line.baseline) < TIGHT * line.size);
}

/** Lines set close reach into each other's boxes by a little, which covers nothing. */
function withoutSeam({ x0, x1, y0, y1 }: Rect, whole: Rect, { size }: PageLine): Rect {
  const seam = TIGHT * size;
  return { x0, x1, y0: Math.min(whole.y0, y0 + seam), y1: Math.max(whole.y1, y1 - seam) };
}

const gapOf = (line: Rect, whole: Rect): number => Math.max(0, -overlapX(line, whole), -overlapY(line, whole));

function belongs(line: PageLine, whole: Rect, around: LabelSurroundings): boolean {
  if (coverage(line, whole) > ON_DRAWING || isBetween(line, whole, around.caption)) return true;
  const isSmall = line.angle !== 0 || line.size < SMALLER * around.bodySize;
  const reach = (isSmall ? APART : NEAR) * line.size;
  const level = overlapY(line, whole) > 0.5 * heightOf(line) && overlapX(line, whole) > -reach;
  return level || (overlapX(line, whole) > 0.5 * widthOf(line) && overlapY(line, whole) > -reach);
}

/** Over the caption and under the drawing there is nothing but the drawing's own words. */
const isBetween = (line: PageLine, whole: Rect, caption: Rect): boolean =>
  line.y0 > whole.y1 - 3 &&
  line.y0 < whole.y1 + 1.5 * line.size &&
  line.y1 < caption.y0 + TIGHT * line.size &&
  overlapX(line, whole) > 0.9 * widthOf(line);
