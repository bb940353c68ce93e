/**
 * Which lines are headings? A poster sets its headings in one style, on bars or by size, weight and colour. So lines that
 * stand out are grouped by their style, and each group is voted for by those of its lines that must be headings: the
 * first line of a drawn panel, and words that name sections everywhere.
 */
import { heightOf, overlapX, overlapY, type Rect, unite, widthOf } from '../../../pdf/geometry.ts';
import { areaOf, coverage } from '../../../pdf/rect-overlap.ts';
import { isWording, type Rgb, type TextLine } from '../page/page-model.ts';
import { weightedMedian } from '../words/describe-lines.ts';
import { namesSection } from '../words/poster-section-names.ts';
import type { Bar, Grounds, Panel } from './find-panels.ts';

export interface Heading {
  readonly lines: readonly TextLine[];
  /** Of the bar it stands on, or of its text. */
  readonly box: Rect;
  readonly bar: Bar | null;
}

interface Candidate extends Heading {
  readonly size: number;
  readonly colour: Rgb;
  readonly bold: boolean;
  /** With words that name sections everywhere. */
  readonly isNamed: boolean;
  readonly votes: number;
}

const MOST_WORDS = 12;
/** Sizes above the body's by this factor stand out by themselves. */
const LARGE = 1.22;
const FAR_LARGER = 1.5;
/** Distance of two colours, summed over the channels, that eyes tell apart. */
const OTHER_COLOUR = 110;
/** Sizes that differ by less than this factor are of one style. */
const ONE_SIZE = 1.25;

/** @param lines Without the title and what stands in figures. */
export function findHeadings(lines: readonly TextLine[], { bars, panels }: Grounds): Heading[] {
  const body = usualText(lines);
  const barred = bars
    .filter((bar) => bar.lines.every((line) => lines.includes(line) && line.size >= body.size * 0.9 && isWording(line)))
    .map((bar) => candidateOf(bar.lines, bar));
  const onBars = new Set(bars.flatMap((bar) => bar.lines));
  const free = lines.filter((line) => !onBars.has(line));
  const tops = new Set(panels.flatMap((panel) => topLine(panel, panels, free)));
  const standing = free.filter((line) => standsOut(line, body) && startsLine(line, free));
  const joined = joinNeighbours(standing).map((group) => candidateOf(group, null, tops));
  const candidates = [...barred, ...joined.filter(({ lines: own }) => wordCount(own) <= MOST_WORDS)];
  const styles = groupByStyle(candidates, body.size * FAR_LARGER);
  // A section's name in large letters is its heading; in the body's size it may open a paragraph.
  const votes = (style: readonly Candidate[]) =>
    style.reduce(
      (sum, candidate) => sum + candidate.votes * (candidate.isNamed ? Math.max(1, candidate.size / body.size) : 1),
      0,
    );
  const best = styles.reduce<Candidate[]>((most, style) => (votes(style) > votes(most) ? style : most), []);
  const sure = styles.flat().filter((candidate) => candidate.votes >= 2 && candidate.size >= body.size * LARGE);
  return [...new Set([...best, ...sure])];
}

function candidateOf(lines: readonly TextLine[], bar: Bar | null, tops: ReadonlySet<TextLine> = new Set()): Candidate {
  const text = lines.map((line) => line.text).join(' ');
  const isNamed = namesSection(text);
  const atTop = tops.has(lines[0]!);
  return {
    lines,
    bar,
    box: bar?.box ?? unite(lines.map(({ box }) => box)),
    size: Math.max(...lines.map(({ size }) => size)),
    colour: bar?.colour ?? lines[0]!.colour,
    bold: lines.every(({ bold }) => bold),
    isNamed,
    votes: (isNamed ? 1.5 : 0) + (atTop ? 1 : 0) + (bar === null ? 0.1 : 0.8),
  };
}

/** Best supported first, each takes all that look like it. */
function groupByStyle(candidates: readonly Candidate[], large: number): Candidate[][] {
  const styles: Candidate[][] = [];
  for (const candidate of [...candidates].sort((a, b) => b.votes - a.votes)) {
    const style = styles.find(([first]) => isAlike(first!, candidate, large));
    if (style) style.push(candidate);
    else styles.push([candidate]);
  }
  return styles;
}

/** How heavy strokes are tells less than their size, which is enough for those of at least `large` pixels. */
function isAlike(a: Candidate, b: Candidate, large: number): boolean {
  if ((a.bar === null) !== (b.bar === null) || isOtherColour(a.colour, b.colour)) return false;
  const ratio = a.size / b.size;
  const isOneWeight = a.bar !== null || a.bold === b.bold || Math.min(a.size, b.size) > large;
  return ratio < ONE_SIZE && ratio > 1 / ONE_SIZE && isOneWeight;
}

interface Usual {
  size: number;
  colour: Rgb;
}

/** The size and the colour that half of the text has; of running text where there is any. */
export function usualText(lines: readonly TextLine[]): Usual {
  const long = lines.filter(({ words }) => words.length >= 4);
  const sample = long.length > 0 ? long : lines;
  const median = (of: (line: TextLine) => number) => weightedMedian(sample.map((line) => [of(line), line.text.length]));
  return {
    size: median(({ size }) => size),
    colour: [median(({ colour }) => colour[0]), median(({ colour }) => colour[1]), median(({ colour }) => colour[2])],
  };
}

function standsOut(line: TextLine, body: Usual): boolean {
  if (line.words.length > MOST_WORDS || !isWording(line) || line.size < body.size * 0.92) return false;
  return (
    line.size >= body.size * LARGE ||
    line.bold ||
    isOtherColour(line.colour, body.colour) ||
    isCapitals(line.text) ||
    namesSection(line.text)
  );
}

/** Nothing stands right before it in its row. */
function startsLine(line: TextLine, lines: readonly TextLine[]): boolean {
  return !lines.some(
    (other) =>
      other !== line &&
      overlapY(other.box, line.box) > heightOf(line.box) * 0.5 &&
      other.box.x1 <= line.box.x0 + 1 &&
      line.box.x0 - other.box.x1 < line.size * 1.5,
  );
}

/** The first line of a panel, if it stands alone in its row. */
function topLine(panel: Panel, panels: readonly Panel[], lines: readonly TextLine[]): TextLine[] {
  const isInner = (line: TextLine) =>
    panels.some((other) => areaOf(other.box) < areaOf(panel.box) && coverage(line.box, other.box) > 0.9);
  const own = lines.filter((line) => coverage(line.box, panel.box) > 0.9 && !isInner(line));
  const [first, ...rest] = own.sort((a, b) => a.box.y0 - b.box.y0);
  if (first === undefined || widthOf(first.box) > widthOf(panel.box) * 0.85) return [];
  return rest.some(({ box }) => overlapY(box, first.box) > heightOf(first.box) * 0.5) ? [] : [first];
}

/** A heading that runs over several lines is one. */
function joinNeighbours(lines: readonly TextLine[]): TextLine[][] {
  const groups: TextLine[][] = [];
  for (const line of [...lines].sort((a, b) => a.box.y0 - b.box.y0)) {
    const group = groups.find((each) => isNextLine(each.at(-1)!, line));
    if (group) group.push(line);
    else groups.push([line]);
  }
  return groups;
}

const isNextLine = (above: TextLine, below: TextLine): boolean =>
  below.box.y0 - above.box.y1 < above.size * 0.5 &&
  below.box.y0 > above.box.y0 + above.size * 0.5 &&
  Math.abs(below.size / above.size - 1) < 0.15 &&
  below.bold === above.bold &&
  !isOtherColour(below.colour, above.colour) &&
  overlapX(above.box, below.box) > Math.min(widthOf(above.box), widthOf(below.box)) * 0.5;

const wordCount = (lines: readonly TextLine[]): number => lines.reduce((sum, { words }) => sum + words.length, 0);
const isCapitals = (text: string): boolean => /\p{Lu}{4}/u.test(text) && !/\p{Ll}/u.test(text);
const isOtherColour = (a: Rgb, b: Rgb): boolean =>
  Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]) > OTHER_COLOUR;
