/** How far a line that may be a heading stands as headings do: alone, with white above it, over what it heads. */
import { heightOf, overlapX, overlapY, type Rect, widthOf } from '../../../pdf/geometry.ts';
import { areaOf, coverage } from '../../../pdf/rect-overlap.ts';
import type { TextLine } from '../page/page-model.ts';
import { BULLET } from '../words/paragraphs.ts';
import type { Panel } from './find-panels.ts';
import type { Candidate } from './heading-candidates.ts';

export interface Surroundings {
  readonly lines: readonly TextLine[];
  readonly figures: readonly Rect[];
  readonly panels: readonly Panel[];
}

/** Farthest below, in its own size, that something is headed. */
const REACH = 5;
/** Text with fewer words a line is a list of names, or a table. */
const TEXT_WORDS = 4;

/** What stands apart, but over nothing that is told from a picture's words, may still be one. */
export const UNFOLLOWED = -0.3;

export function evidenceFor(candidate: Candidate, around: Surroundings): number {
  const isApart = isAlone(candidate, around) && hasWhiteAbove(candidate, around) && !isFullLine(candidate, around);
  const opens = isApart && isFollowed(candidate, around);
  return (
    (opens ? 1 : isApart ? UNFOLLOWED : -0.6) +
    (candidate.isNamed ? 1 : 0) +
    (opensPanel(candidate, around) ? 0.8 : 0) +
    (opens && isOnBanner(candidate, around) ? 0.4 : 0)
  );
}

/** Nothing stands beside it on its ground, but what a section's name and a colon lead into. */
function isAlone({ textBox, lines, size, text, isNamed }: Candidate, around: Surroundings): boolean {
  const leadsIn = isNamed && text.endsWith(':');
  return !around.lines.some(
    (other) =>
      !lines.includes(other) &&
      !(leadsIn && other.box.x0 >= textBox.x1) &&
      other.ground === lines[0]!.ground &&
      overlapY(other.box, textBox) > Math.min(heightOf(other.box), heightOf(textBox)) * 0.5 &&
      -overlapX(other.box, textBox) < size * 1.6,
  );
}

/** What is right below is running text, an item or a picture. */
function isFollowed({ textBox, box, lines, size, bar }: Candidate, { lines: all, figures }: Surroundings): boolean {
  const far = Math.max(textBox.y1, bar === null ? 0 : box.y1) + size * REACH;
  const isUnder = (other: Rect) =>
    overlapX(other, box) > 0 && other.y0 > (textBox.y0 + textBox.y1) / 2 && other.y0 < far;
  if (figures.some(isUnder)) return true;
  const below = all
    .filter((line) => !lines.includes(line) && isUnder(line.box))
    .sort((a, b) => a.box.y0 - b.box.y0)
    .slice(0, 4);
  return below.some(({ words, text }) => words.length >= TEXT_WORDS || BULLET.test(text));
}

/** It runs as far as the line of its size right below it, as a paragraph's first line does. */
function isFullLine({ textBox, lines, size, bar }: Candidate, { lines: all }: Surroundings): boolean {
  const last = lines.at(-1)!;
  return (
    bar === null &&
    all.some(
      (line) =>
        !lines.includes(line) &&
        line.ground === last.ground &&
        line.box.y0 > (last.box.y0 + last.box.y1) / 2 &&
        line.box.y0 - last.box.y1 < size * 0.7 &&
        Math.abs(line.size / size - 1) < 0.12 &&
        Math.abs(line.box.x0 - textBox.x0) < size &&
        line.box.x1 - last.box.x1 < size * 2.5,
    )
  );
}

/** More than a line's leading apart from what is above, or on another ground. */
function hasWhiteAbove({ textBox, box, lines, size }: Candidate, { lines: all }: Surroundings): boolean {
  const [above] = all
    .filter(
      (line) => !lines.includes(line) && overlapX(line.box, box) > 0 && line.box.y1 < (textBox.y0 + textBox.y1) / 2,
    )
    .sort((a, b) => b.box.y1 - a.box.y1);
  if (above === undefined || above.ground !== lines[0]!.ground) return true;
  return textBox.y0 - above.box.y1 > 0.45 * Math.min(size, above.size * 1.3);
}

/** On a bar, or on a ground that nothing else near it stands on, what it heads least of all. */
export function isOnBanner({ bar, lines, textBox, size }: Candidate, { lines: all }: Surroundings): boolean {
  if (bar !== null) return true;
  const { ground } = lines[0]!;
  const near = { ...textBox, y0: textBox.y0 - size * 2, y1: textBox.y1 + size * REACH };
  const around = all.filter(({ box }) => overlapX(box, near) > 0 && overlapY(box, near) > 0);
  return (
    ground > 0 && around.length > lines.length && around.every((line) => lines.includes(line) || line.ground !== ground)
  );
}

/** It is the first line of a panel, and alone in its row. */
function opensPanel({ lines, textBox }: Candidate, { lines: all, panels }: Surroundings): boolean {
  const [panel] = panels
    .filter(({ box }) => coverage(textBox, box) > 0.9)
    .sort((a, b) => areaOf(a.box) - areaOf(b.box));
  if (panel === undefined || widthOf(textBox) > widthOf(panel.box) * 0.9) return false;
  return !all.some(
    (line) =>
      !lines.includes(line) &&
      coverage(line.box, panel.box) > 0.9 &&
      line.box.y0 < textBox.y0 + heightOf(textBox) * 0.5,
  );
}
