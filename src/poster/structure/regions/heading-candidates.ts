/** Lines that may be headings: short, of words, and set otherwise than most of the text; those that run on are joined. */
import { heightOf, overlapX, overlapY, type Rect, unite, widthOf } from '../../../pdf/geometry.ts';
import { isWording, type Rgb, type TextLine } from '../page/page-model.ts';
import { BULLET } from '../words/paragraphs.ts';
import { namesSection } from '../words/poster-section-names.ts';
import { CAPTION } from './captions.ts';
import type { Bar } from './find-panels.ts';
import { isOtherColour, type Usual } from './usual-text.ts';

export interface Heading {
  readonly lines: readonly TextLine[];
  /** Of the bar it stands on, or of its text. */
  readonly box: Rect;
  readonly bar: Bar | null;
}

export interface Candidate extends Heading {
  readonly text: string;
  /** Of its letters. */
  readonly textBox: Rect;
  readonly size: number;
  /** Of the bar, or of its letters. */
  readonly colour: Rgb;
  readonly bold: boolean;
  readonly capitals: boolean;
  /** With words that name sections everywhere. */
  readonly isNamed: boolean;
}

const MOST_WORDS = 14;
/** Sizes above the body's by this factor stand out by themselves. */
const LARGE = 1.18;
/** Smaller text than this share of the body's heads nothing. */
const SMALL = 0.92;

export function headingCandidates(lines: readonly TextLine[], bars: readonly Bar[], body: Usual): Candidate[] {
  const known = new Set(lines);
  const barred = bars.filter((bar) =>
    bar.lines.every((line) => known.has(line) && line.size >= body.size * SMALL && isWording(line)),
  );
  const onBars = new Set(barred.flatMap((bar) => bar.lines));
  const free = lines.filter((line) => !onBars.has(line));
  const standing = free.filter((line) => standsOut(line, body) && startsLine(line, free));
  return [
    ...barred.map((bar) => candidateOf(bar.lines, bar)),
    ...joinNeighbours(standing).map((group) => candidateOf(group, null)),
  ].filter(({ lines: own, text }) => wordCount(own) <= MOST_WORDS && mayHead(text));
}

function candidateOf(lines: readonly TextLine[], bar: Bar | null): Candidate {
  const text = lines.map((line) => line.text).join(' ');
  const textBox = unite(lines.map(({ box }) => box));
  return {
    lines,
    bar,
    box: bar?.box ?? textBox,
    text,
    textBox,
    size: Math.max(...lines.map(({ size }) => size)),
    colour: bar?.colour ?? lines[0]!.colour,
    bold: lines.every(({ bold }) => bold),
    capitals: isCapitals(text),
    isNamed: namesSection(text),
  };
}

/** What begins in small letters goes on with something; items and captions say what they are. */
const mayHead = (text: string): boolean =>
  !/^[\p{Ll}(,;]/u.test(text.replace(/^(?:[a-z]|[ivx]+)[.)]\s+/u, '')) &&
  !(BULLET.test(text) && !/^[eo]{1,2}\s/.test(text)) &&
  !CAPTION.test(text) &&
  !/\S@\S+\.|:\/\//.test(text) &&
  !/[,;]$/.test(text);

function standsOut(line: TextLine, body: Usual): boolean {
  if (line.words.length > MOST_WORDS || !isWording(line) || line.size < body.size * SMALL) return false;
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

export const wordCount = (lines: readonly TextLine[]): number =>
  lines.reduce((sum, { words }) => sum + words.length, 0);
const isCapitals = (text: string): boolean => /\p{Lu}{4}/u.test(text) && !/\p{Ll}/u.test(text);
