/** Pieces of pictures, and the short texts among them → whole figures: what stands close together belongs together. */
import { heightOf, overlapX, overlapY, type Rect, unite, widthOf } from '../../../pdf/geometry.ts';
import { areaOf, coverage } from '../../../pdf/rect-overlap.ts';
import type { TextLine } from '../page/page-model.ts';
import type { Panel } from './find-panels.ts';
import type { Figure } from './structure.ts';

/** Pieces of one figure are closer than this share of the page's longer side. */
const PIECE_GAP = 0.01;
/** A label is closer than this many times its size. */
const LABEL_GAP = 0.8;

interface Group {
  readonly box: Rect;
  readonly labels: readonly TextLine[];
  /** How far it reaches for its neighbours. */
  readonly reach: number;
  readonly hasPicture: boolean;
  /** The innermost panel it stands in; −1 on the page. */
  readonly panel: number;
}

/** @param texts Those of the lines that label no figure, and that no figure reaches around. */
export function groupFigures(
  pieces: readonly Rect[],
  lines: readonly TextLine[],
  texts: ReadonlySet<TextLine>,
  panels: readonly Panel[],
  page: Rect,
): Figure[] {
  const loose = lines.filter((line) => !texts.has(line));
  const panelOf = (box: Rect) => panels.findLastIndex((panel) => coverage(box, panel.box) > 0.8);
  const gap = Math.max(widthOf(page), heightOf(page)) * PIECE_GAP;
  const groups: Group[] = [
    ...pieces.map((box) => ({ box, labels: [], reach: gap, hasPicture: true, panel: panelOf(box) })),
    ...loose.map((line) => ({
      box: line.box,
      labels: [line],
      reach: line.size * LABEL_GAP,
      hasPicture: false,
      panel: panelOf(line.box),
    })),
  ];
  return joinAll(groups, [...texts]).filter(({ hasPicture }) => hasPicture);
}

/** The nearest first, until no two can be joined. */
function joinAll(start: readonly Group[], running: readonly TextLine[]): Group[] {
  let groups = [...start];
  for (let joined = true; joined; ) {
    joined = false;
    const next: Group[] = [];
    for (const group of groups.sort((a, b) => areaOf(b.box) - areaOf(a.box))) {
      const at = next.findIndex((other) => belongTogether(other, group, running));
      if (at < 0) next.push(group);
      else {
        next[at] = joinPair(next[at]!, group);
        joined = true;
      }
    }
    groups = next;
  }
  return groups;
}

const joinPair = (a: Group, b: Group): Group => ({
  box: unite([a.box, b.box]),
  labels: [...a.labels, ...b.labels],
  reach: a.hasPicture === b.hasPicture ? Math.max(a.reach, b.reach) : (a.hasPicture ? a : b).reach,
  hasPicture: a.hasPicture || b.hasPicture,
  panel: a.panel,
});

function belongTogether(a: Group, b: Group, running: readonly TextLine[]): boolean {
  if (!a.hasPicture && !b.hasPicture) return false;
  if (coverage(b.box, a.box) > 0.6) return true;
  if (a.panel !== b.panel) return false;
  const reach = Math.min(a.reach, b.reach);
  if (overlapX(a.box, b.box) < -reach || overlapY(a.box, b.box) < -reach) return false;
  const together = unite([a.box, b.box]);
  return !running.some(({ box }) => coverage(box, together) > 0.4 && coverage(box, a.box) < 0.4);
}
