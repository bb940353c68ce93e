/** What OCR read off a page → lines as the PDF's own text would give them. */
import type { OcrLine, OcrWord } from '../../ocr/ocr-lines.ts';
import { POINTS_PER_INCH, unite } from '../../pdf/geometry.ts';
import type { LineBreak, TextLine } from './text-line.ts';

/** Share of the size that descenders reach below the baseline. */
const DESCENT = 0.22;
/** Recognised word spaces vary; only a gap from this share of the size divides cells. */
const CELL_GAP = 1.2;
/** Below this the word is a smudge. */
const SURE = 0.3;

/** `dpi` is that of the picture. */
export function recognisedLines(lines: readonly OcrLine[], page: number, dpi: number): TextLine[] {
  const scale = POINTS_PER_INCH / dpi;
  const sizes = settledSizes(lines);
  return lines.flatMap((line, order) => {
    const size = Math.round(2 * scale * (sizes.get(line) ?? line.size)) / 2;
    const sure = line.words.filter((word) => word.confidence > SURE);
    return apart(sure, (CELL_GAP * size) / scale).map((words) => recognisedLine(words, { page, order, size, scale }));
  });
}

interface Place {
  readonly page: number;
  readonly order: number;
  /** In points. */
  readonly size: number;
  /** Points of a pixel. */
  readonly scale: number;
}

function recognisedLine(words: readonly OcrWord[], { page, order, size, scale }: Place): TextLine {
  const { x0, y0, x1, y1 } = unite(words.map(({ box }) => box));
  const isDeep = words.some(({ text }) => DEEP.test(text));
  return {
    page,
    order,
    text: words.map((word) => word.text).join(' '),
    x0: x0 * scale,
    y0: y0 * scale,
    x1: x1 * scale,
    y1: y1 * scale,
    baseline: y1 * scale - (isDeep ? DESCENT * size : 0),
    size,
    bold: false,
    italic: false,
    mono: false,
    uniform: true,
    lead: null,
    boldLead: false,
    math: 0,
    raisedStart: false,
    font: '',
    colour: '#000000',
    angle: 0,
    breaks: [],
    spaces: spacesOf(words, scale),
  };
}

/** Tesseract reads across cells and columns that stand side by side. */
function apart(words: readonly OcrWord[], gap: number): OcrWord[][] {
  const parts: OcrWord[][] = [];
  for (const word of words) {
    const last = parts.at(-1)?.at(-1);
    if (last && word.box.x0 - last.box.x1 < gap) parts.at(-1)?.push(word);
    else parts.push([word]);
  }
  return parts;
}

const paragraphOf = (line: OcrLine) => `${line.block}/${line.paragraph}`;

/** Shares of the size that letters reach above the baseline and below it, as most text faces have them. */
const REACH = { capital: 0.68, small: 0.46, below: DESCENT };
const TALL = /[\p{Lu}\p{N}bdfhijklt()[\]{}|/“”‘’"'!?&@#%]/u;
const DEEP = /[gjpqyQ,;()[\]{}|/@]/;

/** From the height of each word's box, and which of its letters reach how far; the row's own height tells nothing of those. */
function sizeOf({ words, size }: OcrLine): number {
  const sizes = words.flatMap(({ text, box }) => {
    const reach = (TALL.test(text) ? REACH.capital : REACH.small) + (DEEP.test(text) ? REACH.below : 0);
    return /[\p{L}\p{N}]{2}/u.test(text) ? [(box.y1 - box.y0) / reach] : [];
  });
  return sizes.length > 0 ? middle(sizes) : size;
}

/** Lines of a paragraph whose sizes are this near to each other have one size. */
const SAME_SIZE = 0.15;

/** The middle size of a line's paragraph, unless the line is clearly of another: a title above its authors. */
function settledSizes(lines: readonly OcrLine[]): Map<OcrLine, number> {
  const groups = Map.groupBy(lines, paragraphOf);
  const settled = [...groups.values()].flatMap((members) => {
    const usual = middle(members.map(sizeOf));
    return members.map((line) => {
      const size = sizeOf(line);
      return [line, Math.abs(size - usual) < SAME_SIZE * usual ? usual : size] as const;
    });
  });
  return new Map(settled);
}

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

function spacesOf(words: readonly OcrWord[], scale: number): LineBreak[] {
  let at = 0;
  return words.flatMap((word, i) => {
    const left = words[i - 1];
    at += left ? left.text.length + 1 : 0;
    return left ? [{ at, x0: left.box.x1 * scale, x1: word.box.x0 * scale }] : [];
  });
}
