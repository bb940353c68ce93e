/** Lines, headings, figures and panels → the tree of parts that is cut into sections. */
import { heightOf, overlapX, type Rect, unite, widthOf } from '../../../pdf/geometry.ts';
import { areaOf, coverage } from '../../../pdf/rect-overlap.ts';
import type { TextLine } from '../page/page-model.ts';
import type { Part } from './cut-sections.ts';
import type { Panel } from './find-panels.ts';
import type { Heading } from './heading-candidates.ts';

/** More than this share of a part in a panel puts it there. */
const INSIDE = 0.7;

export interface Pieces {
  readonly headings: readonly Heading[];
  /** Without those of the headings. */
  readonly lines: readonly TextLine[];
  readonly figures: readonly Rect[];
}

/** @param panels Largest first. */
export function buildParts({ headings, lines, figures }: Pieces, panels: readonly Panel[]): Part[] {
  const loose: Part[] = [
    ...headings.map((heading) => ({
      box: heading.box,
      headings: [heading],
      lines: [],
      figures: [],
      inside: null,
    })),
    ...lines.map((line) => ({ box: line.box, headings: [], lines: [line], figures: [], inside: null })),
    ...figures.map((box) => ({ box, headings: [], lines: [], figures: [box], inside: null })),
  ];
  return nest(
    loose,
    panels.map(({ box }) => box),
  );
}

/** From the innermost panel outwards, each takes what lies in it and becomes a part itself. */
function nest(parts: readonly Part[], panels: readonly Rect[]): Part[] {
  return [...panels]
    .sort((a, b) => areaOf(a) - areaOf(b))
    .reduce<Part[]>(
      (free, panel) => {
        const inside = free.filter((part) => coverage(part.box, panel) > INSIDE || isBarOn(part, panel));
        if (inside.length === 0) return free;
        const box = unite([panel, ...inside.map((part) => part.box)]);
        const headings = inside.flatMap((part) => part.headings);
        return [...free.filter((part) => !inside.includes(part)), { box, headings, lines: [], figures: [], inside }];
      },
      [...parts],
    );
}

/** A heading's bar that a panel hangs from. */
function isBarOn({ headings, box, inside }: Part, panel: Rect): boolean {
  if (inside !== null || headings.length !== 1) return false;
  const height = heightOf(box);
  const gap = panel.y0 - box.y1;
  const across = overlapX(box, panel);
  return (
    gap > -height &&
    gap < height * 0.8 &&
    across > widthOf(box) * 0.8 &&
    (headings[0]!.bar === null || across > widthOf(panel) * 0.25)
  );
}
