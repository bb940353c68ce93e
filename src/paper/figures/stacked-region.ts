/** The region of a table, an algorithm or a figure made of words: what is stacked on one side of its caption. */
import { overlapX, type Rect, unite, widthOf } from '../../pdf/geometry.ts';
import type { Caption } from '../captions/caption.ts';
import type { PageLine } from '../captions/page-line.ts';
import type { Picture } from '../page/pictures.ts';
import type { Span } from './text-columns.ts';

export type StackSide = 'above' | 'below';

interface Stack {
  readonly lines: readonly PageLine[];
  readonly pictures: readonly Picture[];
  readonly paragraphs: ReadonlySet<PageLine>;
  readonly captions: readonly Caption[];
  /** Left and right limit, in points. */
  readonly band: Span;
}

/** Sizes of the caption's text: white space as high as this ends the stack. */
const END = 2.6;
/** The first of the stack may stand a little further from the caption. */
const START = 3.2;

/**
 * From the caption upwards or downwards over rows of words and rules, until running text, another caption or white
 * space. `null` where nothing stands next to the caption.
 */
export function stackedRegion(caption: Caption, side: StackSide, stack: Stack): Rect | null {
  const size = caption.lines[0]?.size ?? 10;
  const away = (rect: Rect) => (side === 'above' ? caption.y0 - rect.y1 : rect.y0 - caption.y1);
  const inBand = (rect: Rect) => overlapX(rect, { ...caption, ...stack.band }) > 0.6 * widthOf(rect);
  const paragraphs = [...stack.paragraphs].filter((line) => !isStep(line, caption, stack.band));
  const stops = [...paragraphs, ...stack.captions.filter((other) => other !== caption)].filter(inBand);
  const rows = [...stack.lines.filter((line) => !caption.lines.includes(line)), ...stack.pictures]
    .filter((rect) => inBand(rect) && away(rect) > -0.4 * size)
    .toSorted((a, b) => away(a) - away(b));
  let region: Rect | null = null;
  for (const row of rows) {
    const gap = away(row) - (region ? reachOf(region, caption, side) : 0);
    if (gap > (region ? END : START) * size || stops.some((stop) => isSame(stop, row))) break;
    const grown: Rect = region ? unite([region, row]) : unite([row]);
    if (stops.some((stop) => stop.y0 < grown.y1 - 1 && stop.y1 > grown.y0 + 1 && overlapX(stop, grown) > 0)) break;
    region = grown;
  }
  return region;
}

/** A long line of an algorithm: unlike running text it stands in from the edge. */
const isStep = (line: PageLine, caption: Caption, band: Span): boolean =>
  caption.kind === 'algorithm' && line.x0 > band.x0 + 0.5 * line.size;

/** How far from the caption the region goes, in points. */
const reachOf = (region: Rect, caption: Rect, side: StackSide): number =>
  side === 'above' ? caption.y0 - region.y0 : region.y1 - caption.y1;

const isSame = (a: Rect, b: Rect): boolean => a === b;
