/** A page whose parts divide into different columns → those parts: an abstract beside a strip of dates, above two columns of text. */
import { columnOf, findGutters, type Gutter, isBeside, isOverfull, type Placed } from './gutters.ts';

/** A part of a page, from edge to edge, and where its columns divide. */
export interface PageBand<T extends Placed> {
  readonly items: readonly T[];
  readonly gutters: readonly Gutter[];
}

/** Sizes of white: lines across the page's gutters further apart belong to different parts. */
const APART = 3;
/** Sizes of white that end a part whose columns are of different lengths. */
const STRIP = 1.5;
/** Lines beside those that cross the gutters before the part can have columns of its own. */
const FACING = 4;

interface Span {
  readonly y0: number;
  readonly y1: number;
}

const isIn = (line: Placed, { y0, y1 }: Span) => (line.y0 + line.y1) / 2 > y0 && (line.y0 + line.y1) / 2 < y1;

/** Top to bottom; `gutters` are those of most of the page, and all parts keep to them that have no others. */
export function pageBands<T extends Placed>(
  items: readonly T[],
  lines: readonly (Placed & { text: string })[],
  gutters: readonly Gutter[],
): PageBand<T>[] {
  const bands: PageBand<T>[] = [];
  let rest = items;
  for (const span of crossings(lines, gutters)) {
    const own = ownGutters(lines, span, gutters);
    if (!own) continue;
    const { y0, y1 } = widened(span, lines, own);
    bands.push({ items: rest.filter((item) => item.baseline < y0), gutters });
    bands.push({ items: rest.filter((item) => item.baseline >= y0 && item.baseline <= y1), gutters: own });
    rest = rest.filter((item) => item.baseline > y1);
  }
  return [...bands, { items: rest, gutters }].filter((band) => band.items.length > 0);
}

/** Where lines across the gutters follow each other. */
function crossings(lines: readonly Placed[], gutters: readonly Gutter[]): Span[] {
  const spans: Span[] = [];
  for (const line of lines.toSorted((a, b) => a.y0 - b.y0)) {
    if (columnOf(line, gutters) !== null || isOverfull(line, lines, gutters)) continue;
    const last = spans.at(-1);
    if (last && line.y0 - last.y1 < APART * line.size)
      spans[spans.length - 1] = { y0: last.y0, y1: Math.max(last.y1, line.y1) };
    else spans.push({ y0: line.y0, y1: line.y1 });
  }
  return spans;
}

function ownGutters(
  lines: readonly (Placed & { text: string })[],
  span: Span,
  gutters: readonly Gutter[],
): Gutter[] | null {
  const inside = lines.filter((line) => isIn(line, span));
  const crossing = inside.filter((line) => columnOf(line, gutters) === null);
  const beside = inside.filter((line) => !crossing.includes(line) && crossing.some((other) => isBeside(line, other)));
  if (beside.length < FACING) return null;
  const own = findGutters(inside, []);
  return own.length > 0 ? own : null;
}

/** The span with the lines above and below that keep to its columns, down to a white strip. */
function widened(span: Span, lines: readonly Placed[], own: readonly Gutter[]): Span {
  let { y0, y1 } = span;
  const below = lines.filter((line) => line.y0 > y0).toSorted((a, b) => a.y0 - b.y0);
  for (const line of below) {
    if (line.y1 <= y1) continue;
    if (line.y0 - y1 > STRIP * line.size || columnOf(line, own) === null) break;
    y1 = line.y1;
  }
  const above = lines.filter((line) => line.y1 < y1).toSorted((a, b) => b.y1 - a.y1);
  for (const line of above) {
    if (line.y0 >= y0) continue;
    if (y0 - line.y1 > STRIP * line.size || columnOf(line, own) === null) break;
    y0 = line.y0;
  }
  return { y0, y1 };
}
