import type { Box } from '../model/schemas.ts';

/** Area in percent of the page, times 100. */
export const areaOf = ([, , width, height]: Box): number => width * height;

/** Area that two boxes share. */
export function sharedArea([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box): number {
  const width = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
  const height = Math.min(ay + ah, by + bh) - Math.max(ay, by);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Intersection over union, 0–1; equal boxes have 1 even if they are empty. */
export function boxIou(a: Box, b: Box): number {
  if (a.every((side, i) => side === b[i])) return 1;
  const shared = sharedArea(a, b);
  return shared === 0 ? 0 : shared / (areaOf(a) + areaOf(b) - shared);
}

/** A box from its edges, kept on the page and rounded to hundredths of a percent. */
export function boxFromEdges(left: number, top: number, right: number, bottom: number): Box {
  const [x, y, far, low] = [left, top, right, bottom].map((edge) => Math.min(100, Math.max(0, edge)));
  return [hundredths(x!), hundredths(y!), hundredths(Math.max(0, far! - x!)), hundredths(Math.max(0, low! - y!))];
}

const hundredths = (value: number) => Math.round(value * 100) / 100;

/** Where `box` lands when `from`, which it belongs to, becomes `to`. */
export function carried([x, y, width, height]: Box, from: Box, to: Box): Box {
  const scale = (side: 2 | 3) => (from[side] > 0 ? to[side] / from[side] : 1);
  const left = to[0] + (x - from[0]) * scale(2);
  const top = to[1] + (y - from[1]) * scale(3);
  return boxFromEdges(left, top, left + width * scale(2), top + height * scale(3));
}
