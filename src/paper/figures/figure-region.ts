import { overlapX, overlapY, type Rect, unite, widthOf } from '../../pdf/geometry.ts';
import { areaOf, coverage } from '../../pdf/rect-overlap.ts';
import type { Caption } from '../captions/caption.ts';
import type { PageLine } from '../captions/page-line.ts';
import { isInside } from './assign-pictures.ts';
import type { Picture } from './pictures.ts';

/** Points: smaller drawings are bullets, boxes and ornaments. */
const MIN_SIDE = 14;
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
  paragraphs: ReadonlySet<PageLine>,
): Rect | null {
  const near = nearestFirst(pictures, caption);
  let region: Rect | null = null;
  for (const picture of near) {
    const grown: Rect = region ? unite([region, picture]) : bare(picture);
    const swallows = lines.some(
      (line) => paragraphs.has(line) && isInside(line, grown) && !pictures.some((p) => isInside(line, p)),
    );
    if (region && swallows) continue;
    region = grown;
  }
  if (!region) return null;
  const labels = lines.filter((line) => !paragraphs.has(line) && !caption.lines.includes(line));
  const whole = withLabels(region, labels, caption);
  return Math.min(whole.x1 - whole.x0, whole.y1 - whole.y0) < MIN_SIDE ? null : whole;
}

const bare = ({ x0, y0, x1, y1 }: Rect): Rect => ({ x0, y0, x1, y1 });

function nearestFirst(pictures: readonly Picture[], caption: Caption): Picture[] {
  const largest = Math.max(...pictures.map(areaOf));
  const gap = (picture: Picture) => Math.max(-overlapY(picture, caption), -overlapX(picture, caption), 0);
  return pictures
    .filter((picture) => areaOf(picture) > 0.002 * largest || gap(picture) < 60)
    .toSorted((a, b) => gap(a) - gap(b));
}

/** Axis labels, legends and titles stand on the drawing or close by; each found may carry the next. */
function withLabels(region: Rect, labels: readonly PageLine[], caption: Rect): Rect {
  let whole = region;
  let left = labels.filter((line) => widthOf(line) < 1.2 * widthOf(region));
  for (let round = 0; round < 3; round++) {
    const found = left.filter((line) => belongs(line, whole) && overlapArea(line, caption) === 0);
    if (found.length === 0) return whole;
    whole = clear(unite([whole, ...found]), caption, whole);
    left = left.filter((line) => !found.includes(line));
  }
  return whole;
}

function belongs(line: PageLine, whole: Rect): boolean {
  if (coverage(line, whole) > 0.5) return true;
  const reach = LABEL_GAP * line.size;
  const level = overlapY(line, whole) > 0.5 * (line.y1 - line.y0) && overlapX(line, whole) > -reach;
  const stacked =
    overlapX(line, whole) > 0.6 * widthOf(line) && overlapY(line, whole) > -reach && line.y1 < whole.y1 + reach;
  return level || (stacked && !isPanelLetter(line));
}

/** `(a)`, `(b) Error`: names of panels stand under them, outside of the picture. */
const isPanelLetter = (line: PageLine): boolean => /^\(?[a-z]\)/i.test(line.text);

const overlapArea = (a: Rect, b: Rect): number => Math.max(0, overlapX(a, b)) * Math.max(0, overlapY(a, b));

/** Labels never pull the region over its own caption. */
const clear = (grown: Rect, caption: Rect, before: Rect): Rect =>
  overlapArea(grown, caption) > overlapArea(before, caption) ? before : grown;
