import { plainTitle } from '../markdown-sections.ts';
import { assignMost, f1 } from './best-assignment.ts';
import type { PartialLayout } from './parse-prediction.ts';

/** Titles this alike are the same: `Conclusion` and `Conclusions`, but not `Method` and `Methods and results`. */
const SAME_TITLE = 0.75;

type Section = PartialLayout['sections'][number];

export interface SectionPair {
  readonly predicted: Section;
  readonly wanted: Section;
  /** Ranks in the two reading orders. */
  readonly ranks: readonly [number, number];
}

/** Sections with the same title, one to one; of several equal titles those that are read at the same time. */
export function matchSections(predicted: PartialLayout, wanted: PartialLayout): SectionPair[] {
  const [ours, theirs] = [inReadingOrder(predicted), inReadingOrder(wanted)];
  const longest = Math.max(ours.length, theirs.length);
  const pairs = assignMost(ours.length, theirs.length, (i, j) => {
    const alike = titleLikeness(ours[i]!.title, theirs[j]!.title);
    return alike < SAME_TITLE ? 0 : alike + 1e-3 * (1 - Math.abs(i - j) / longest);
  });
  return pairs.map(([i, j]) => ({ predicted: ours[i]!, wanted: theirs[j]!, ranks: [i, j] }));
}

/** F1 of the section titles. */
export function sectionF1(pairs: readonly SectionPair[], predicted: PartialLayout, wanted: PartialLayout): number {
  return f1(pairs.length, predicted.sections.length, wanted.sections.length);
}

/**
 * Kendall's τ-a over the paired sections, (concordant − discordant) / all pairs of pairs, brought from −1…1 to 0…1
 * (Kendall 1938, A New Measure of Rank Correlation). One pair alone is in order; none says nothing (`null`).
 */
export function readingOrderScore(pairs: readonly SectionPair[]): number | null {
  if (pairs.length === 0) return null;
  if (pairs.length === 1) return 1;
  const signs = pairs.flatMap(({ ranks: [a, b] }, i) =>
    pairs.slice(i + 1).map(({ ranks: [c, d] }): number => Math.sign((a - c) * (b - d))),
  );
  return (signs.reduce((sum, sign) => sum + sign, 0) / signs.length + 1) / 2;
}

/** The sections as they are read; those that the reading order does not name come last, column by column. */
function inReadingOrder({ sections, reading_order }: PartialLayout): Section[] {
  const ranks = new Map(reading_order.map((id, rank) => [id, rank]));
  const rank = ({ id }: Section) => ranks.get(id) ?? reading_order.length;
  return sections.toSorted((a, b) => rank(a) - rank(b) || a.column - b.column || a.row_in_column - b.row_in_column);
}

/** 1 − edit distance / length of the longer (Levenshtein 1966), of the titles without case, numbers and marks. */
function titleLikeness(one: string, other: string): number {
  const [a, b] = [plainTitle(one) || one, plainTitle(other) || other].map((title) => title.slice(0, LONGEST_TITLE));
  if (a === b) return 1;
  return 1 - editDistance(a!, b!) / Math.max(a!.length, b!.length);
}

/** A longer title is not one, and comparing takes the product of the lengths. */
const LONGEST_TITLE = 200;

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
