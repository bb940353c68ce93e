import type { Box } from '../../model/schemas.ts';
import { areaOf, boxIou, sharedArea } from '../boxes.ts';
import { assignMost, f1 } from './best-assignment.ts';
import type { SectionPair } from './match-sections.ts';
import type { PartialLayout } from './parse-prediction.ts';

/** 1 if both posters have the same number of columns, else 0. */
export function columnAccuracy(predicted: PartialLayout, wanted: PartialLayout): number {
  return predicted.body.columns === wanted.body.columns ? 1 : 0;
}

/**
 * Half the sum of the differences between the columns' shares of the width, a missing column having none: 0 for the same
 * columns, 1 for none in common (the total variation distance of the two divisions).
 */
export function columnWidthError(predicted: PartialLayout, wanted: PartialLayout): number {
  const [ours, theirs] = [widthShares(predicted), widthShares(wanted)];
  const columns = Array.from({ length: Math.max(ours.length, theirs.length) });
  return columns.reduce<number>((sum, _, i) => sum + Math.abs((ours[i] ?? 0) - (theirs[i] ?? 0)), 0) / 2;
}

function widthShares({ body }: PartialLayout): number[] {
  const widths = body.column_widths.map((width) => Number.parseFloat(width));
  const total = widths.reduce((sum, width) => sum + width, 0);
  return total > 0 ? widths.map((width) => width / total) : [1];
}

/**
 * Mean IoU of the boxes under the best one-to-one assignment, sections with sections and figures with figures; a box
 * without a partner counts 0 (maximum IoU of Kikuchi et al. 2021, Constrained Graphic Layout Generation, section 4.2).
 */
export function boxIouScore(predicted: PartialLayout, wanted: PartialLayout): number {
  const kinds = [
    [boxesOf(predicted.sections), boxesOf(wanted.sections)],
    [boxesOf(predicted.figures), boxesOf(wanted.figures)],
  ] as const;
  const total = kinds.reduce((sum, [a, b]) => sum + Math.max(a.length, b.length), 0);
  if (total === 0) return 1;
  const shared = kinds.reduce((sum, [a, b]) => sum + bestIou(a, b), 0);
  return shared / total;
}

function bestIou(a: readonly Box[], b: readonly Box[]): number {
  const iou = (i: number, j: number) => boxIou(a[i]!, b[j]!);
  return assignMost(a.length, b.length, iou).reduce((sum, [i, j]) => sum + iou(i, j), 0);
}

/** Share of the sections' area that lies under another section, 0–1 (Li et al. 2019, LayoutGAN, section 4). */
export function overlapOf({ sections }: PartialLayout): number {
  const boxes = boxesOf(sections);
  const area = boxes.reduce((sum, box) => sum + areaOf(box), 0);
  if (area === 0) return 0;
  const covered = boxes.reduce((sum, box, i) => {
    const others = boxes.reduce((under, other, j) => under + (i === j ? 0 : sharedArea(box, other)), 0);
    return sum + Math.min(areaOf(box), others);
  }, 0);
  return covered / area;
}

/**
 * How far the sections' edges and centres are from lining up with another's, 0–1: the smallest of the six differences
 * (left, centre, right; top, middle, bottom), averaged (Lee et al. 2020, Neural Design Network, section 4.3, without its logarithm).
 */
export function misalignmentOf({ sections }: PartialLayout): number {
  const lines = boxesOf(sections).map(([x, y, w, h]) => [x, x + w / 2, x + w, y, y + h / 2, y + h]);
  if (lines.length < 2) return 0;
  const nearest = lines.map((own, i) =>
    Math.min(...lines.map((other, j) => (i === j ? 100 : Math.min(...own.map((at, k) => Math.abs(at - other[k]!)))))),
  );
  return nearest.reduce((sum, distance) => sum + distance, 0) / nearest.length / 100;
}

/** |predicted − wanted| / the larger, of sections and figures together: 0 for as many, 1 for none at all. */
export function elementCountError(predicted: PartialLayout, wanted: PartialLayout): number {
  const [ours, theirs] = [predicted, wanted].map(({ sections, figures }) => sections.length + figures.length);
  return ours === theirs ? 0 : Math.abs(ours! - theirs!) / Math.max(ours!, theirs!);
}

/**
 * F1 of the figures: one is placed right if it is the same figure of the paper, or as nameless, and stands in the section
 * that it stands in on the reference.
 */
export function figurePlacementF1(
  pairs: readonly SectionPair[],
  predicted: PartialLayout,
  wanted: PartialLayout,
): number {
  const sectionOf = new Map(pairs.map((pair) => [pair.predicted.id, pair.wanted.id]));
  const hits = assignMost(predicted.figures.length, wanted.figures.length, (i, j) => {
    const [ours, theirs] = [predicted.figures[i]!, wanted.figures[j]!];
    const home = ours.section_id === null ? null : sectionOf.get(ours.section_id);
    return ours.paper_figure === theirs.paper_figure && home === theirs.section_id ? 1 : 0;
  });
  return f1(hits.length, predicted.figures.length, wanted.figures.length);
}

const boxesOf = (elements: readonly { bbox_pct: Box }[]): Box[] => elements.map(({ bbox_pct }) => bbox_pct);
