/** The title, and the lines around it that say who wrote the poster. */
import { overlapX, type Rect, unite, widthOf } from '../../../pdf/geometry.ts';
import type { TextLine } from '../page/page-model.ts';
import { byRows } from '../words/order-lines.ts';
import type { Panel } from './find-panels.ts';
import { isOtherColour } from './usual-text.ts';

export interface Title {
  readonly lines: readonly TextLine[];
  readonly box: Rect;
}

/** The title starts in this share of the page's height. */
const ZONE = 0.28;
/** Its lines are nearly of one size. */
const SAME_SIZE = 0.87;
const MOST_LINES = 4;

/** The largest text at the top of the page; `null` where there is none. */
export function findTitle(lines: readonly TextLine[], page: Rect): Title | null {
  const top = lines.filter(
    ({ box, text, words }) => box.y0 < page.y1 * ZONE && words.length >= 2 && /\p{L}{3}/u.test(text),
  );
  const weight = (line: TextLine) =>
    line.size * Math.min(1, widthOf(line.box) / (widthOf(page) * 0.25)) * (1 - line.box.y0 / page.y1);
  const first = top.reduce<TextLine | null>(
    (best, line) => (best === null || weight(line) > weight(best) ? line : best),
    null,
  );
  if (first === null) return null;
  const alike = lines.filter(({ size }) => size >= first.size * SAME_SIZE && size <= first.size / SAME_SIZE);
  const chosen = [first];
  for (let grew = true; grew && chosen.length < MOST_LINES; ) {
    const box = unite(chosen.map((line) => line.box));
    const next = alike.find(
      (line) =>
        !chosen.includes(line) &&
        line.bold === first.bold &&
        !isOtherColour(line.colour, first.colour) &&
        isNextTo(line, box, first.size),
    );
    grew = next !== undefined;
    if (next) chosen.push(next);
  }
  const sorted = byRows(chosen).flat();
  return { lines: sorted, box: unite(sorted.map(({ box }) => box)) };
}

function isNextTo({ box }: TextLine, title: Rect, size: number): boolean {
  const below = Math.max(box.y0 - title.y1, title.y0 - box.y1);
  const sameRow = below < -size * 0.4;
  return sameRow
    ? box.x0 - title.x1 < size * 1.5 && title.x0 - box.x1 < size * 1.5
    : below < size * 0.9 && overlapX(box, title) > 0;
}

/** Where the header ends: at the first heading or panel below the title. */
export function headerBottom(
  title: Title | null,
  headings: readonly { box: Rect }[],
  panels: readonly Panel[],
  page: Rect,
): number {
  if (title === null) return 0;
  const below = [...headings, ...panels].map(({ box }) => box.y0).filter((y) => y > title.box.y1 - 2);
  return Math.min(page.y1 * 0.4, ...below);
}
