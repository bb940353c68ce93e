import type { Box } from '../../model/schemas.ts';
import type { Rect } from '../../pdf/geometry.ts';

/** A rectangle of a page as `bbox_pct`: x, y, width and height in percent of the page, never outside it. */
export function percentOf(rect: Rect, page: { width: number; height: number }): Box {
  const x0 = percent(rect.x0, page.width);
  const y0 = percent(rect.y0, page.height);
  return [x0, y0, rounded(percent(rect.x1, page.width) - x0), rounded(percent(rect.y1, page.height) - y0)];
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
const percent = (points: number, of: number): number => rounded(Math.min(100, Math.max(0, (100 * points) / of)));
