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
/** Letters fill no more of a bar's height; OCR takes the bar's edges for theirs. */
const FULL_BAR = 0.75;
/** What is printed this often labels the parts of pictures. */
const OFTEN = 3;
/** Sizes above the body's by this factor stand out by themselves. */
const LARGE = 1.18;
/** Sizes of one heading's rows differ by less than this factor. */
const ONE_SIZE = 1.2;
/** Smaller text than this share of the body's heads nothing. */
const SMALL = 0.92;

export function headingCandidates(lines: readonly TextLine[], bars: readonly Bar[], body: Usual): Candidate[] {
  const known = new Set(lines);
  const barred = bars.filter((bar) =>
    bar.lines.every((line) => known.has(line) && line.size >= body.size * SMALL && isWording(line)),
  );
  const onBars = new Set(barred.flatMap((bar) => bar.lines));
  const free = lines.filter((line) => !onBars.has(line));
  const standing = joinRows(free.filter((line) => standsOut(line, body)));
  const starting = standing.filter((row) => startsLine(row, free));
  const found = [
    ...barred.map((bar) => candidateOf(bar.lines, bar)),
    ...joinRuns(starting).map((rows) => candidateOf(rows.flat(), null)),
  ].filter(({ lines: own, text }) => wordCount(own) <= MOST_WORDS && mayHead(text));
  const times = Map.groupBy(found, ({ text }) => text);
  return found.filter(({ text, isNamed }) => isNamed || times.get(text)!.length < OFTEN);
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
    size: Math.min(
      Math.max(...lines.map(({ size }) => size)),
      bar === null ? Number.POSITIVE_INFINITY : heightOf(bar.box) * FULL_BAR,
    ),
    colour: bar?.colour ?? lines[0]!.colour,
    bold: lines.every(({ bold }) => bold),
    capitals: isCapitals(text),
    isNamed: namesSection(text),
  };
}

/** `❖ Motivation ❖`. */
const isOrnamented = (text: string): boolean => /^([^\p{L}\p{N}\s])\s.*\s\1$/u.test(text);

/** What begins in small letters goes on with something; items and captions say what they are. */
const mayHead = (text: string): boolean =>
  !/^[\p{Ll}(,;]/u.test(text.replace(/^(?:[a-z]|[ivx]+)[.)]\s+/u, '')) &&
  (!BULLET.test(text) || /^[eo]{1,2}\s/.test(text) || isOrnamented(text)) &&
  !CAPTION.test(text) &&
  !/\S@\S+\.|:\/\//.test(text) &&
  !/[,;]$/.test(text);

function standsOut(line: TextLine, body: Usual): boolean {
  if (line.words.length > MOST_WORDS || !isWording(line) || line.size < body.size * SMALL || isUpright(line))
    return false;
  return (
    line.size >= body.size * LARGE ||
    line.bold ||
    isOtherColour(line.colour, body.colour) ||
    isCapitals(line.text) ||
    namesSection(line.text)
  );
}

/** It runs up or down, as the names of axes do. */
const isUpright = ({ box, text }: TextLine): boolean => heightOf(box) > widthOf(box) && text.length > 2;

/** OCR cuts a row where the words are set wide. */
function joinRows(lines: readonly TextLine[]): TextLine[][] {
  const rows: TextLine[][] = [];
  for (const line of [...lines].sort((a, b) => a.box.x0 - b.box.x0)) {
    const row = rows.find((each) => goesOn(each.at(-1)!, line));
    if (row) row.push(line);
    else rows.push([line]);
  }
  return rows;
}

const goesOn = (left: TextLine, right: TextLine): boolean =>
  left.ground === right.ground &&
  isSetAs(left, right) &&
  overlapY(left.box, right.box) > heightOf(right.box) * 0.6 &&
  Math.abs(right.box.x0 - left.box.x1 - left.size * 0.3) < left.size * 0.6;

/** Nothing stands right before it in its row. */
function startsLine([line, ...rest]: readonly TextLine[], lines: readonly TextLine[]): boolean {
  return !lines.some(
    (other) =>
      other !== line! &&
      !rest.includes(other) &&
      overlapY(other.box, line!.box) > heightOf(line!.box) * 0.5 &&
      other.box.x1 <= line!.box.x0 + 1 &&
      line!.box.x0 - other.box.x1 < line!.size * 1.5,
  );
}

/** A heading that runs over several rows is one. */
function joinRuns(rows: readonly TextLine[][]): TextLine[][][] {
  const runs: TextLine[][][] = [];
  for (const row of [...rows].sort((a, b) => a[0]!.box.y0 - b[0]!.box.y0)) {
    const run = runs.find((each) => isNextRow(each.at(-1)!, row));
    if (run) run.push(row);
    else runs.push([row]);
  }
  return runs;
}

function isNextRow(above: readonly TextLine[], below: readonly TextLine[]): boolean {
  const [upper, lower] = [unite(above.map(({ box }) => box)), unite(below.map(({ box }) => box))];
  const { size } = above[0]!;
  return (
    isSetAs(above[0]!, below[0]!) &&
    lower.y0 - upper.y1 < size * 0.5 &&
    lower.y0 > upper.y0 + size * 0.5 &&
    overlapX(upper, lower) > Math.min(widthOf(upper), widthOf(lower)) * 0.5
  );
}

const isSetAs = (a: TextLine, b: TextLine): boolean =>
  Math.max(a.size, b.size) < Math.min(a.size, b.size) * ONE_SIZE &&
  a.bold === b.bold &&
  !isOtherColour(a.colour, b.colour);

export const wordCount = (lines: readonly TextLine[]): number =>
  lines.reduce((sum, { words }) => sum + words.length, 0);
const isCapitals = (text: string): boolean => /\p{Lu}{4}/u.test(text) && !/\p{Ll}/u.test(text);
