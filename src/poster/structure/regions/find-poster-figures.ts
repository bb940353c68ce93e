/** Regions that are not text: what is left of a picture when its grounds and its text are taken away. */
import { heightOf, overlapY, type Rect, widthOf } from '../../../pdf/geometry.ts';
import { areaOf, coverage } from '../../../pdf/rect-overlap.ts';
import { closeGaps, connectedComponents, type Mask, removeThin } from '../page/components.ts';
import type { FlatRegions } from '../page/find-flat-regions.ts';
import { inkMask, withoutFrames } from '../page/ink-mask.ts';
import type { TextLine } from '../page/page-model.ts';
import { findRunning } from '../words/running-text.ts';
import type { Grounds } from './find-panels.ts';
import { groupFigures } from './group-figures.ts';
import type { Figure } from './structure.ts';
import { usualText } from './usual-text.ts';

/** Shares of the page's longer side: gaps that are closed, and the smallest piece and figure. */
const GAP = 0.006;
const SMALLEST_PIECE = 0.008;
const SMALLEST_SIDE = 0.022;
/** In sizes of the body's text: what is lower is a formula, and so is what has no stroke this wide and high. */
const FORMULA = 2.6;
const LETTER = 2.4;
/** Share of the page's area. */
const SMALLEST_AREA = 0.002;
const LARGEST_AREA = 0.6;
/** Thinner strokes, in pixels of the flat regions' picture, hold pieces together that are none. */
const THIN = 3;

/** Lines of text, those on the grounds and in pictures alike; `kept` are headings, which label no figure. */
export interface Text {
  readonly lines: readonly TextLine[];
  readonly kept: ReadonlySet<TextLine>;
}

export function findFigures(regions: FlatRegions, grounds: Grounds, { lines, kept }: Text, page: Rect): Figure[] {
  const labels = new Set([...grounds.labels, ...[...kept].map(({ ground }) => ground)]);
  labels.delete(0);
  const text = lines.filter(({ ground }) => labels.has(ground));
  const running = findRunning(lines, grounds.labels);
  const borders = [...grounds.panels, ...grounds.bars].map(({ box }) => box);
  const marks = inkMask(regions, labels, text, borders);
  const ink = withoutFrames(removeThin(marks, THIN, THIN), text, regions.scale);
  const edge = Math.max(regions.width, regions.height);
  const gap = Math.max(3, Math.round(edge * GAP));
  const pieces = boxesOf(closeGaps(ink, gap, gap), regions.scale).filter(
    (box) => longSide(box) >= longSide(page) * SMALLEST_PIECE && !isBullet(box, running),
  );
  const size = usualText(lines).size;
  const strokes = boxesOf(marks, regions.scale).filter((box) => shortSide(box) > size * LETTER);
  const least = Math.max(longSide(page) * SMALLEST_SIDE, size * FORMULA);
  return groupFigures(pieces, lines, new Set([...kept, ...running]), grounds.panels, page).filter(
    ({ box }) =>
      shortSide(box) >= least &&
      areaOf(box) >= areaOf(page) * SMALLEST_AREA &&
      areaOf(box) <= areaOf(page) * LARGEST_AREA &&
      strokes.some((stroke) => coverage(stroke, box) > 0.5),
  );
}

/** Of what hangs together, in pixels of the poster. */
const boxesOf = (mask: Mask, scale: number): Rect[] =>
  connectedComponents(mask).components.map(({ box: { x0, y0, x1, y1 } }) => ({
    x0: x0 / scale,
    y0: y0 / scale,
    x1: x1 / scale,
    y1: y1 / scale,
  }));

const longSide = (box: Rect): number => Math.max(widthOf(box), heightOf(box));
const shortSide = (box: Rect): number => Math.min(widthOf(box), heightOf(box));

/** A mark no larger than its text, which begins right of it. */
const isBullet = (mark: Rect, running: ReadonlySet<TextLine>): boolean =>
  [...running].some(
    ({ box, size }) =>
      heightOf(mark) < size * 1.5 &&
      overlapY(mark, box) > heightOf(mark) * 0.5 &&
      mark.x1 < box.x0 + size * 0.5 &&
      box.x0 - mark.x1 < size * 2,
  );
