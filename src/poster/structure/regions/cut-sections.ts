/**
 * Cuts a page into sections, and puts them in order: wherever white runs all the way across or down and there is a
 * heading on both sides of it (the XY-cut of Nagy and Seth, 1984, with headings to say when to stop).
 */
import { heightOf, overlapX, overlapY, type Rect, unite, widthOf } from '../../../pdf/geometry.ts';
import type { TextLine } from '../page/page-model.ts';
import type { Heading } from './heading-candidates.ts';

/** Something that no cut goes through. */
export interface Part {
  readonly box: Rect;
  /** Headings in it: more than one where a panel must be cut in its turn. */
  readonly headings: readonly Heading[];
  readonly lines: readonly TextLine[];
  readonly figures: readonly Rect[];
  /** What a panel holds; `null` for a line, a heading or a figure. */
  readonly inside: readonly Part[] | null;
}

export interface Cut {
  readonly heading: Heading | null;
  readonly box: Rect;
  readonly lines: readonly TextLine[];
  readonly figures: readonly Rect[];
  readonly isPanel: boolean;
}

/** A part may reach this far into a gap, as a share of its own side. */
const REACH = 0.12;
/** Share of the words that may stand across columns. */
const ACROSS = 0.12;

export function cutSections(parts: readonly Part[]): Cut[] {
  const headed = parts.filter(({ headings }) => headings.length > 0);
  if (headed.length === 0) return parts.length === 0 ? [] : [asCut(parts, null)];
  if (headed.length === 1) return cutSingle(parts, headed[0]!);
  const cut = findCut(parts);
  if (cut) return [...cutSections(cut.before), ...cutSections(cut.after)];
  return cutByHeadings(parts, headed);
}

/** One heading: everything is its section, unless what stands before it is a text of its own. */
function cutSingle(parts: readonly Part[], headed: Part): Cut[] {
  const others = parts.filter((part) => part !== headed);
  const nested = headed.inside;
  if (nested === null) {
    const above = others.filter(({ box }) => box.y1 <= headed.box.y0 + heightOf(headed.box) * 0.3);
    if (wordsOf(above) < 12) return [asCut(parts, headed.headings[0]!)];
    return [
      asCut(above, null),
      asCut(
        parts.filter((part) => !above.includes(part)),
        headed.headings[0]!,
      ),
    ];
  }
  if (headed.headings.length > 1) {
    const inner = cutSections(nested);
    return wordsOf(others) < 8 && others.every(({ figures }) => figures.length === 0)
      ? inner
      : [...inner, ...(others.length > 0 ? [asCut(others, null)] : [])];
  }
  const whole = { ...asCut(parts, headed.headings[0]!), isPanel: true };
  return [others.length === 0 ? { ...whole, box: headed.box } : whole];
}

function asCut(parts: readonly Part[], heading: Heading | null): Cut {
  const flat = parts.flatMap(flatten);
  const [only] = parts;
  return {
    heading,
    box: unite(parts.map(({ box }) => box)),
    lines: flat.flatMap(({ lines }) => lines),
    figures: flat.flatMap(({ figures }) => figures),
    isPanel: parts.length === 1 && only?.inside != null,
  };
}

const flatten = (part: Part): Part[] => (part.inside === null ? [part] : part.inside.flatMap(flatten));

export const wordsOf = (parts: readonly Part[]): number =>
  parts
    .flatMap(flatten)
    .reduce((sum, { lines }) => sum + lines.reduce((words, line) => words + line.words.length, 0), 0);

interface Split {
  before: Part[];
  after: Part[];
  gap: number;
}

/**
 * Down the page first: posters are read by columns unless something stands across them. A cut across must be above
 * headings wherever something stands below it; one that runs through the text of a column is the last resort.
 */
function findCut(parts: readonly Part[]): Split | null {
  const down = splits(parts, 'x0', 'x1').filter(headedOnBothSides);
  const across = splits(parts, 'y0', 'y1').filter((split) => headedOnBothSides(split) || opensText(split));
  return (
    widest(down.filter(({ gap }) => gap > 0)) ??
    widest(across.filter(({ gap, after }) => gap > 0 && bareTops(after) === 0)) ??
    columnsUnder(parts) ??
    cleanest(across)
  );
}

/** How many parts without a heading have nothing above them. */
const bareTops = (parts: readonly Part[]): number =>
  parts.filter(
    (part) =>
      part.headings.length === 0 &&
      !parts.some((other) => other !== part && other.box.y0 < part.box.y0 && overlapX(other.box, part.box) > 0),
  ).length;

const cleanest = (all: readonly Split[]): Split | null => {
  const least = Math.min(...all.map(({ after }) => bareTops(after)));
  return widest(all.filter(({ after }) => bareTops(after) === least));
};

/** Columns that only what has no heading stands across, as a footer or a wide picture: it goes to the side of its middle. */
function columnsUnder(parts: readonly Part[]): Split | null {
  const most = wordsOf(parts) * ACROSS;
  let best: (Split & { across: number }) | null = null;
  for (const edge of new Set(parts.map(({ box }) => Math.round(box.x0)))) {
    const before = parts.filter(({ box }) => box.x1 <= edge + widthOf(box) * REACH);
    const after = parts.filter((part) => !before.includes(part) && part.box.x0 >= edge - widthOf(part.box) * REACH);
    if (!headedOnBothSides({ before, after })) continue;
    const wide = parts.filter((part) => !before.includes(part) && !after.includes(part));
    const across = wordsOf(wide);
    if (isHeaded(wide) || across > most) continue;
    const gap = Math.min(...after.map(({ box }) => box.x0)) - Math.max(...before.map(({ box }) => box.x1));
    if (best !== null && (across > best.across || (across === best.across && gap <= best.gap))) continue;
    const isLeft = ({ box }: Part) => (box.x0 + box.x1) / 2 < edge;
    before.push(...wide.filter(isLeft));
    after.push(...wide.filter((part) => !isLeft(part)));
    best = { before, after, gap, across };
  }
  return best;
}

const headedOnBothSides = ({ before, after }: Pick<Split, 'before' | 'after'>): boolean =>
  isHeaded(before) && isHeaded(after);
const isHeaded = (parts: readonly Part[]): boolean => parts.some(({ headings }) => headings.length > 0);
/** Text above the first heading. */
const opensText = ({ before, after }: Split): boolean => !isHeaded(before) && isHeaded(after) && wordsOf(before) >= 12;

const widest = (all: readonly Split[]): Split | null =>
  all.reduce<Split | null>((best, split) => (best === null || split.gap > best.gap ? split : best), null);

/** All ways to cut without going through a part; a cut right above a heading wins over one of the same width. */
function splits(parts: readonly Part[], start: 'x0' | 'y0', end: 'x1' | 'y1'): Split[] {
  const sorted = [...parts].sort((a, b) => a.box[start] - b.box[start]);
  const found: Split[] = [];
  for (let index = 1; index < sorted.length; index++) {
    const before = sorted.slice(0, index);
    const after = sorted.slice(index);
    const from = Math.max(...before.map(({ box }) => box[end] - (box[end] - box[start]) * REACH));
    const to = Math.min(...after.map(({ box }) => box[start] + (box[end] - box[start]) * REACH));
    const startsWithHeading = start === 'y0' && after[0]!.headings.length > 0;
    if (to <= from || (start === 'y0' && !startsWithHeading)) continue;
    const plain = Math.min(...after.map(({ box }) => box[start])) - Math.max(...before.map(({ box }) => box[end]));
    found.push({ before, after, gap: plain });
  }
  return found;
}

/** Nothing can be cut: each part goes to the nearest heading above it in its column. */
function cutByHeadings(parts: readonly Part[], headed: readonly Part[]): Cut[] {
  const groups = new Map<Part, Part[]>(headed.map((part) => [part, [part]]));
  const rest: Part[] = [];
  for (const part of parts.filter(({ headings }) => headings.length === 0)) {
    const owner = headed
      .filter(({ box }) => box.y0 <= part.box.y0 + heightOf(part.box) / 2)
      .sort((a, b) => distance(a.box, part.box) - distance(b.box, part.box))[0];
    (owner === undefined ? rest : groups.get(owner)!).push(part);
  }
  const cuts = [...groups].flatMap(([head, group]) => cutSingle(group, head));
  return rest.length === 0 ? cuts : [asCut(rest, null), ...cuts];
}

/** Down counts once, sideways three times: a column keeps its own. */
const distance = (above: Rect, below: Rect): number =>
  Math.max(0, -overlapY(above, below)) + 3 * Math.max(0, -overlapX(above, below)) + 0.1 * widthOf(above);
