import { heightOf, overlapX, overlapY, type Rect, unite, widthOf } from '../../pdf/geometry.ts';
import { areaOf } from '../../pdf/rect-overlap.ts';
import type { Caption } from '../captions/caption.ts';
import type { PageLine } from '../captions/page-line.ts';
import type { Picture } from '../page/pictures.ts';
import { isInside, type Surroundings } from './assign-pictures.ts';
import { withLabels } from './drawing-labels.ts';

/** Points: smaller drawings are bullets, boxes and ornaments. */
const MIN_SIDE = 14;
/** Share of a figure's area below which a drawing is small. */
const SMALL = 0.01;
/** Points: something small that is further away from the figure is none of its parts. */
const APART = 30;

/**
 * The region of the figure whose pictures these are: their bounds, without what stands apart (a logo, an ornament), with
 * the labels on and around them. `taken` are the other figures' pictures. `null` when nothing large enough is left.
 */
export function figureRegion(
  pictures: readonly Picture[],
  caption: Caption,
  { page: { lines }, text, captions, taken }: Surroundings & { readonly taken: readonly Picture[] },
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
  const named = new Set(captions.flatMap((other) => other.lines));
  const labels = lines.filter((line) => !paragraphs.has(line) && !named.has(line));
  const others = [...prose, ...captions, ...taken];
  const whole = withLabels(region, { labels, others, caption, bodySize: text.look.bodySize });
  return Math.min(widthOf(whole), heightOf(whole)) < MIN_SIDE ? null : whole;
}

const bare = ({ x0, y0, x1, y1 }: Rect): Rect => ({ x0, y0, x1, y1 });

/** Pictures of some size, the nearest first, then the small ones. */
function substantialFirst(pictures: readonly Picture[], caption: Caption): Picture[] {
  const largest = Math.max(...pictures.map(areaOf));
  const isSmall = (picture: Picture) => areaOf(picture) < SMALL * largest;
  return pictures.toSorted((a, b) => Number(isSmall(a)) - Number(isSmall(b)) || gap(a, caption) - gap(b, caption));
}

/** Something small that stands by itself over or under the figure: a logo, a bullet, a bar of a formula. */
const isOrnament = (picture: Picture, region: Rect): boolean =>
  areaOf(picture) < SMALL * areaOf(region) &&
  gap(picture, region) > APART &&
  overlapY(picture, region) < 0.5 * heightOf(picture);

const gap = (a: Rect, b: Rect): number => Math.max(-overlapY(a, b), -overlapX(a, b), 0);
