/** Where running text begins and ends around a place of a page. */
import type { Rect } from '../../../pdf/geometry.ts';
import { middleY, widthOfBox } from '../glyphs/formula-box.ts';
import type { HostLine } from './text-lines.ts';

export interface Column {
  readonly left: number;
  readonly right: number;
}

/** Where the running text around a place begins and ends; `null` when there is none. */
export function columnOf(place: Rect, lines: readonly HostLine[]): Column | null {
  const beside = lines
    .filter(
      (line) =>
        line !== place &&
        line.words >= 4 &&
        Math.min(line.x1, place.x1) - Math.max(line.x0, place.x0) > 0.3 * Math.min(widthOfBox(line), widthOfBox(place)),
    )
    .toSorted((a, b) => Math.abs(middleY(a) - middleY(place)) - Math.abs(middleY(b) - middleY(place)))
    .slice(0, 14);
  if (beside.length < 2) return null;
  const lefts = beside.map((line) => line.x0).toSorted((a, b) => a - b);
  const rights = beside.map((line) => line.x1).toSorted((a, b) => a - b);
  return { left: common(lefts) ?? lefts[0]!, right: common(rights.toReversed()) ?? rights.at(-1)! };
}

/** The first value that stands at least twice, but for a point or two. */
function common(values: readonly number[]): number | undefined {
  return values.find((value, i) => values.slice(i + 1, i + 2).some((other) => Math.abs(other - value) < 2.5));
}
