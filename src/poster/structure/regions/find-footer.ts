/** The lines along a poster's bottom that belong to no section: contacts, funding, the fair's name. */
import { type Rect, widthOf } from '../../../pdf/geometry.ts';
import { coverage } from '../../../pdf/rect-overlap.ts';
import type { TextLine } from '../page/page-model.ts';
import type { Grounds } from './find-panels.ts';
import type { Heading } from './heading-candidates.ts';

/** Highest footer, as a share of the page's height. */
const HEIGHT = 0.1;
/** A band is at least this wide, as a share of the page's width. */
const BAND = 0.85;

/** What stands on a band at the bottom, or below the last of the panels. */
export function findFooter(
  lines: readonly TextLine[],
  { panels, bars }: Grounds,
  headings: readonly Heading[],
  page: Rect,
): TextLine[] {
  const top = page.y1 * (1 - HEIGHT);
  const low = lines.filter(({ box }) => box.y0 > top && headings.every((heading) => !isUnder(box, heading, panels)));
  const band = [...panels, ...bars].find(({ box }) => box.y0 > top && widthOf(box) > widthOf(page) * BAND);
  if (band && headings.every((heading) => coverage(heading.box, band.box) === 0))
    return low.filter(({ box }) => coverage(box, band.box) > 0.8);
  const drawn = panels.filter(({ box }) => box.y1 < page.y1 * 0.99);
  if (drawn.length < 2) return [];
  const lowest = Math.max(...drawn.map(({ box }) => box.y1));
  return low.filter(({ box }) => box.y0 > lowest);
}

/** A heading that stands in no panel keeps what is below it. */
const isUnder = (line: Rect, { box }: Heading, panels: Grounds['panels']): boolean =>
  box.y0 < line.y0 &&
  box.x0 < line.x1 &&
  line.x0 < box.x1 &&
  panels.every((panel) => coverage(box, panel.box) < 0.5 || coverage(line, panel.box) > 0.5);
