/** Rectangles in whatever unit: pixels, percent, fractions. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A `bbox_pct` by name. */
export const rectangleOf = ([x, y, width, height]: readonly [number, number, number, number]): Rectangle => ({
  x,
  y,
  width,
  height,
});

export const areaOf = ({ width, height }: Rectangle): number => width * height;

export function intersectionArea(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

/** Share of the smaller rectangle that lies in the other, 0 to 1. */
export function overlap(a: Rectangle, b: Rectangle): number {
  return intersectionArea(a, b) / Math.max(Number.MIN_VALUE, Math.min(areaOf(a), areaOf(b)));
}

/** Intersection over union, 0 to 1. */
export function iou(a: Rectangle, b: Rectangle): number {
  const shared = intersectionArea(a, b);
  return shared / Math.max(Number.MIN_VALUE, areaOf(a) + areaOf(b) - shared);
}

export function unionOf(a: Rectangle, b: Rectangle): Rectangle {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** A rectangle given in fractions of another → in that one's unit. */
export const within = (outer: Rectangle, part: Rectangle): Rectangle => ({
  x: outer.x + part.x * outer.width,
  y: outer.y + part.y * outer.height,
  width: part.width * outer.width,
  height: part.height * outer.height,
});

/** Smallest rectangle around points. */
export function boundsOf(points: readonly { x: number; y: number }[]): Rectangle {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** The part of a rectangle that lies within another. */
export function clipTo(inner: Rectangle, outer: Rectangle): Rectangle {
  const x = Math.min(Math.max(inner.x, outer.x), outer.x + outer.width);
  const y = Math.min(Math.max(inner.y, outer.y), outer.y + outer.height);
  const right = Math.min(Math.max(inner.x + inner.width, x), outer.x + outer.width);
  const bottom = Math.min(Math.max(inner.y + inner.height, y), outer.y + outer.height);
  return { x, y, width: right - x, height: bottom - y };
}
