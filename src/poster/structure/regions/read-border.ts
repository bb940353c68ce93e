/** The line around a panel, if one is drawn. */
import type { Rect } from '../../../pdf/geometry.ts';
import type { Picture, Rgb } from '../page/page-model.ts';
import { weightedMedian } from '../words/describe-lines.ts';

/** Places looked at along each side; the corners, which may be round, are left out. */
const PLACES = 30;
const CORNER = 0.15;
/** How far to both sides of the panel's edge a line is looked for, as a share of the picture's longer side. */
const REACH = 0.004;
/** Summed over the channels: what differs by more from inside and outside is a line. */
const DISTINCT = 90;
/** Where an edge is blurred, its colours lie between both sides: the way over them is hardly longer than the direct one. */
const DETOUR = 1.25;
/** Sides that show it, each at most of its places; a heading's bar may hide one. */
const SIDES = 3;
const MOST = 0.7;

/** @param inside The panel's own colour. */
export function readBorder(picture: Picture, box: Rect, inside: Rgb): Rgb | null {
  const reach = Math.max(2, Math.round(Math.max(picture.width, picture.height) * REACH));
  const sides = sidesOf(box).map((places) =>
    places.map((place) => strokeAt(picture, place, reach, inside)).filter((stroke) => stroke !== null),
  );
  const drawn = sides.filter((strokes) => strokes.length >= PLACES * MOST);
  if (drawn.length < SIDES) return null;
  const median = (channel: 0 | 1 | 2) => weightedMedian(drawn.flat().map((stroke) => [stroke[channel], 1]));
  return [median(0), median(1), median(2)];
}

/** A point on the edge, and the step that leads outwards. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

function sidesOf({ x0, y0, x1, y1 }: Rect): Place[][] {
  const along = (from: number, to: number) =>
    Array.from({ length: PLACES }, (_, n) => from + (to - from) * (CORNER + ((1 - 2 * CORNER) * n) / (PLACES - 1)));
  return [
    along(x0, x1).map((x) => ({ x, y: y0, dx: 0, dy: -1 })),
    along(x0, x1).map((x) => ({ x, y: y1, dx: 0, dy: 1 })),
    along(y0, y1).map((y) => ({ x: x0, y, dx: -1, dy: 0 })),
    along(y0, y1).map((y) => ({ x: x1, y, dx: 1, dy: 0 })),
  ];
}

/** What differs most from both sides of itself. */
function strokeAt({ data, width, height }: Picture, place: Place, reach: number, inside: Rgb): Rgb | null {
  const colourAt = (step: number): Rgb => {
    const x = Math.min(width - 1, Math.max(0, Math.round(place.x + place.dx * step)));
    const y = Math.min(height - 1, Math.max(0, Math.round(place.y + place.dy * step)));
    const at = (y * width + x) * 3;
    return [data[at]!, data[at + 1]!, data[at + 2]!];
  };
  const outside = colourAt(reach + 1);
  let best: { colour: Rgb; contrast: number } | null = null;
  for (let step = -reach; step <= reach; step++) {
    const colour = colourAt(step);
    const [from, to] = [apart(colour, inside), apart(colour, outside)];
    const contrast = Math.min(from, to);
    const isBlend = from + to < apart(inside, outside) * DETOUR;
    if (!isBlend && contrast >= (best?.contrast ?? DISTINCT)) best = { colour, contrast };
  }
  return best?.colour ?? null;
}

const apart = (a: Rgb, b: Rgb): number => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);
