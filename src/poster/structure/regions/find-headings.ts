/**
 * Which lines are headings? A poster sets its headings in one or a few styles. So the lines that may be headings are
 * grouped by their style, each style is judged by how its lines stand, all together, and the best is the headings';
 * with it go the styles that are as large and stand in the same way, as those of other boxes' heads in other colours do.
 */
import { heightOf, overlapX, overlapY, type Rect } from '../../../pdf/geometry.ts';
import { coverage } from '../../../pdf/rect-overlap.ts';
import type { TextLine } from '../page/page-model.ts';
import { authorsUnder } from './authors-under.ts';
import type { Grounds } from './find-panels.ts';
import { type Candidate, type Heading, headingCandidates } from './heading-candidates.ts';
import { evidenceFor, isOnBanner, UNFOLLOWED } from './heading-evidence.ts';
import { isOtherColour, usualText } from './usual-text.ts';

/** A candidate, and how far it stands as headings do: above 0 if it does, above `STRONG` if more than that tells so. */
interface Judged extends Candidate {
  readonly evidence: number;
  readonly isOnBanner: boolean;
}

const STRONG = 1.5;
/** Sizes that differ by less than this factor are of one style. */
const ONE_SIZE = 1.15;
/** Above the body's size by this factor the strokes' weight tells nothing more. */
const FAR_LARGER = 1.5;
/** Sections' names, above the body's size by this factor, are headings by themselves. */
const LARGE = 1.22;
/** Styles of the headings' rank: nearly as large, and their lines stand as headings do on the whole. */
const SAME_RANK = 0.87;
const ON_BANNER = 0.8;
const PROVEN = 2;
/** One line by itself, in no size and weight of the headings, is no style: more than its place must tell that it is one. */
const LONE = 1;
const STANDING = 0.5;
/** In their size: how far above the others a heading may begin that is in another style, and how far apart cells stand. */
const HIGHER = 2;
const BETWEEN_CELLS = 6;

/**
 * @param lines Without the title and what stands in figures.
 * @param figures Boxes of those known.
 */
export function findHeadings(
  lines: readonly TextLine[],
  { bars, panels }: Grounds,
  figures: readonly Rect[],
  title: Rect | null,
): Heading[] {
  const body = usualText(lines);
  const around = { lines, figures, panels: panels.filter(({ box }) => title === null || coverage(title, box) < 0.5) };
  const candidates = headingCandidates(lines, bars, body).map((candidate) => ({
    ...candidate,
    evidence: evidenceFor(candidate, around),
    isOnBanner: isOnBanner(candidate, around),
  }));
  const header = title === null ? new Set() : authorsUnder(title, candidates);
  const styles = groupByStyle(
    candidates.filter((candidate) => !header.has(candidate) && !isCell(candidate, candidates)),
    body.size * FAR_LARGER,
  );
  const weight = (style: readonly Judged[]) =>
    style.reduce((sum, { evidence, size }) => sum + evidence * (evidence > 0 ? (size / body.size) ** 1.5 : 1), 0);
  const best = styles.reduce<Judged[]>((most, style) => (weight(style) > weight(most) ? style : most), []);
  const ranked = [...best, ...styles.filter((style) => style !== best).flatMap((style) => peersIn(style, best))];
  const named = candidates.filter(
    ({ isNamed, evidence, size }) => isNamed && evidence >= 2 && size >= body.size * LARGE,
  );
  return [...new Set([...ranked, ...named])];
}

/** It heads nothing, nor does what looks the same beside it. */
const isCell = (candidate: Judged, all: readonly Judged[]): boolean =>
  candidate.evidence < 0 &&
  all.some(
    (other) =>
      other !== candidate &&
      other.evidence < 0 &&
      isAlike(candidate, other, 0) &&
      overlapY(candidate.textBox, other.textBox) > heightOf(candidate.textBox) / 2 &&
      -overlapX(candidate.textBox, other.textBox) < candidate.size * BETWEEN_CELLS,
  );

/** What stands on a bar need not be large to be seen. */
function leastSize({ isOnBanner, evidence }: Judged): number {
  if (!isOnBanner || evidence <= 1) return SAME_RANK;
  return evidence > STRONG ? 0 : ON_BANNER;
}

/** Those of another style that are of the rank of the best one's. What stands above all of the best names the authors. */
function peersIn(style: readonly Judged[], best: readonly Judged[]): Judged[] {
  const mean = style.reduce((sum, { evidence }) => sum + evidence, 0) / style.length;
  const size = Math.min(...best.map((each) => each.size));
  const [first] = style;
  const isStyled = style.length > 1 || best.some((each) => each.bold === first!.bold && isOneSize(each, first!));
  if (mean < STANDING || (!isStyled && mean <= LONE)) return [];
  const top = Math.min(...best.map(({ box }) => box.y0)) - size * HIGHER;
  const isRunIn = ({ text, isNamed }: Judged) =>
    !isNamed && text.endsWith(':') && best.every((each) => !each.text.endsWith(':'));
  const isProven = style.filter(({ evidence }) => evidence > 0).length >= PROVEN;
  return style.filter(
    (each) =>
      !isRunIn(each) &&
      (each.evidence > 0 || (isProven && each.evidence >= UNFOLLOWED)) &&
      each.size >= size * leastSize(each) &&
      (each.isNamed || each.evidence > STRONG || each.box.y1 > top),
  );
}

/** Best supported first, each takes all that look like it. */
function groupByStyle(candidates: readonly Judged[], large: number): Judged[][] {
  const styles: Judged[][] = [];
  for (const candidate of [...candidates].sort((a, b) => b.evidence - a.evidence)) {
    const style = styles.find(([first]) => isAlike(first!, candidate, large));
    if (style) style.push(candidate);
    else styles.push([candidate]);
  }
  return styles;
}

/** How heavy strokes are tells less than their size, which is enough for those of at least `large` pixels. */
function isAlike(a: Candidate, b: Candidate, large: number): boolean {
  if ((a.bar === null) !== (b.bar === null) || isOtherColour(a.colour, b.colour)) return false;
  const isOneWeight = a.bar !== null || a.bold === b.bold || Math.min(a.size, b.size) > large;
  return isOneSize(a, b) && isOneWeight;
}

const isOneSize = (a: Candidate, b: Candidate): boolean =>
  Math.max(a.size, b.size) < Math.min(a.size, b.size) * ONE_SIZE;
