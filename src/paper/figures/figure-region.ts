import { heightOf, overlapX, overlapY, type Rect, unite, widthOf } from '../../pdf/geometry.ts';
import { areaOf, areaShared, coverage, grow } from '../../pdf/rect-overlap.ts';
import type { Caption } from '../captions/caption.ts';
import type { PageLine } from '../captions/page-line.ts';
import type { Picture } from '../page/pictures.ts';
import { isInside } from './assign-pictures.ts';
import { isPanelName } from './text-columns.ts';

/** Points: smaller drawings are bullets, boxes and ornaments. */
const MIN_SIDE = 14;
/** Share of a figure's area below which a drawing is small. */
const SMALL = 0.01;
/** Points: something small that is further away from the figure is none of its parts. */
const APART = 30;
/** Points that labels may add on each side of a small figure. */
const MAX_LABELS = 36;
/** Sizes: a label stands no further from what it labels. */
const LABEL_GAP = 0.9;

/**
 * The region of the figure whose pictures these are: their bounds, without what stands apart (a logo, an ornament), with
 * the labels on and around them. `null` when nothing large enough is left.
 */
export function figureRegion(
  pictures: readonly Picture[],
  caption: Caption,
  lines: readonly PageLine[],
  text: { readonly paragraphs: readonly PageLine[] },
): Rect | null {
  const paragraphs = new Set(text.paragraphs);
  const isText = (line: PageLine) => paragraphs.has(line) && !pictures.some((picture) => isInside(line, picture));
  const prose = lines.filter(isText);
  let region: Rect | null = null;
  for (const picture of substantialFirst(pictures, caption)) {
    if (region && isOrnament(picture, region)) continue;
    const grown: Rect = region ? unite([region, picture]) : bare(picture);
    if (!region || !prose.some((line) => isInside(line, grown))) region = grown;
  }
  if (!region) return null;
  const labels = lines.filter((line) => !paragraphs.has(line) && !caption.lines.includes(line));
  const whole = withLabels(region, labels, caption);
  return Math.min(widthOf(whole), heightOf(whole)) < MIN_SIDE ? null : whole;
}

const bare = ({ x0, y0, x1, y1 }: Rect): Rect => ({ x0, y0, x1, y1 });

/** Pictures of some size, the nearest first, then the small ones. */
function substantialFirst(pictures: readonly Picture[], caption: Caption): Picture[] {
  const largest = Math.max(...pictures.map(areaOf));
  const isSmall = (picture: Picture) => areaOf(picture) < SMALL * largest;
  return pictures.toSorted((a, b) => Number(isSmall(a)) - Number(isSmall(b)) || gap(a, caption) - gap(b, caption));
}

/** Something small that stands by itself: a logo, a bullet, a bar of a formula. */
const isOrnament = (picture: Picture, region: Rect): boolean =>
  areaOf(picture) < SMALL * areaOf(region) && gap(picture, region) > APART;

const gap = (a: Rect, b: Rect): number => Math.max(-overlapY(a, b), -overlapX(a, b), 0);

/**
 * Axis labels, legends and titles stand on the drawing or close by; each found may carry the next. The names of panels
 * under the drawing, and what follows them, are outside of the picture.
 */
function withLabels(region: Rect, labels: readonly PageLine[], caption: Rect): Rect {
  const limit = grow(region, Math.max(MAX_LABELS, 0.15 * Math.min(widthOf(region), heightOf(region))));
  const end = Math.min(...labels.filter((line) => isPanelName(line) && line.y0 > region.y1 - 3).map((line) => line.y0));
  let left = labels.filter(
    (line) => coverage(line, limit) === 1 && line.y0 < end - 1 && areaShared(line, caption) === 0,
  );
  let whole = region;
  for (let round = 0; round < 3; round++) {
    const found = left.filter((line) => belongs(line, whole) || isBetween(line, whole, caption));
    if (found.length === 0) break;
    const grown: Rect = unite([whole, ...found]);
    if (areaShared(grown, caption) > areaShared(whole, caption)) break;
    whole = grown;
    left = left.filter((line) => !found.includes(line));
  }
  return whole;
}

/** Over the caption and under the drawing there is nothing but the drawing's own words. */
const isBetween = (line: PageLine, whole: Rect, caption: Rect): boolean =>
  line.y0 > whole.y1 - 3 &&
  line.y0 < whole.y1 + 1.5 * line.size &&
  line.y1 < caption.y0 &&
  overlapX(line, whole) > 0.9 * widthOf(line);

function belongs(line: PageLine, whole: Rect): boolean {
  const reach = LABEL_GAP * line.size;
  const level = overlapY(line, whole) > 0.5 * heightOf(line) && overlapX(line, whole) > -reach;
  const stacked = overlapX(line, whole) > 0.6 * widthOf(line) && overlapY(line, whole) > -reach;
  return level || stacked || coverage(line, whole) > 0.5;
}
