/** How rectangles lie to each other; plane geometry as in geometry.ts. */
import { heightOf, type Matrix, type Rect, widthOf } from './geometry.ts';

export const areaOf = (rect: Rect): number => Math.max(0, widthOf(rect)) * Math.max(0, heightOf(rect));

/** What `a` and `b` share, or `null` when they are apart; touching ones share a rectangle without area. */
export function intersect(a: Rect, b: Rect): Rect | null {
  const x0 = Math.max(a.x0, b.x0);
  const y0 = Math.max(a.y0, b.y0);
  const x1 = Math.min(a.x1, b.x1);
  const y1 = Math.min(a.y1, b.y1);
  return x0 <= x1 && y0 <= y1 ? { x0, y0, x1, y1 } : null;
}

export const areaShared = (a: Rect, b: Rect): number => {
  const shared = intersect(a, b);
  return shared ? areaOf(shared) : 0;
};

/** Share of `inner` that lies in `outer`, 0 to 1; one without area counts by its longer side. */
export function coverage(inner: Rect, outer: Rect): number {
  const shared = intersect(inner, outer);
  if (!shared) return 0;
  const area = areaOf(inner);
  if (area > 0) return areaOf(shared) / area;
  const length = Math.max(widthOf(inner), heightOf(inner));
  return length > 0 ? Math.max(widthOf(shared), heightOf(shared)) / length : 1;
}

/** `rect` with each side moved outwards by this many points. */
export const grow = (rect: Rect, by: number): Rect => ({
  x0: rect.x0 - by,
  y0: rect.y0 - by,
  x1: rect.x1 + by,
  y1: rect.y1 + by,
});

/** The upright rectangle around the transformed one. */
export function transformRect(m: Matrix, { x0, y0, x1, y1 }: Rect): Rect {
  return {
    x0: Math.min(m[0] * x0, m[0] * x1) + Math.min(m[2] * y0, m[2] * y1) + m[4],
    x1: Math.max(m[0] * x0, m[0] * x1) + Math.max(m[2] * y0, m[2] * y1) + m[4],
    y0: Math.min(m[1] * x0, m[1] * x1) + Math.min(m[3] * y0, m[3] * y1) + m[5],
    y1: Math.max(m[1] * x0, m[1] * x1) + Math.max(m[3] * y0, m[3] * y1) + m[5],
  };
}

/** By how much lengths grow: the square root of the growth of areas. */
export const scaleOf = (m: Matrix): number => Math.sqrt(Math.abs(m[0] * m[3] - m[1] * m[2]));
