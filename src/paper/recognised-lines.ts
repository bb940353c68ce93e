/** What OCR read off a page → lines as the PDF's own text would give them. */
import type { OcrLine } from '../ocr/ocr-lines.ts';
import type { LineBreak, TextLine } from './text-line.ts';

const POINTS_PER_INCH = 72;
/** Share of a row's height that is below the baseline. */
const DESCENT = 0.22;
/** Recognised word spaces vary; only a gap from this share of the size divides cells. */
const CELL_GAP = 1.2;
/** Below this the word is a smudge. */
const SURE = 0.3;

/** `dpi` is that of the picture. */
export function recognisedLines(lines: readonly OcrLine[], page: number, dpi: number): TextLine[] {
  const scale = POINTS_PER_INCH / dpi;
  const sizes = paragraphSizes(lines);
  return lines.flatMap((line, order) => {
    const words = line.words.filter((word) => word.confidence > SURE);
    const first = words[0];
    const last = words.at(-1);
    if (!first || !last) return [];
    const size = Math.round(2 * scale * (sizes.get(paragraphOf(line)) ?? line.size)) / 2;
    return {
      page,
      order,
      text: words.map((word) => word.text).join(' '),
      x0: first.box.x0 * scale,
      y0: line.box.y0 * scale,
      x1: last.box.x1 * scale,
      y1: line.box.y1 * scale,
      baseline: line.box.y1 * scale - DESCENT * size,
      size,
      bold: false,
      italic: false,
      mono: false,
      uniform: true,
      lead: null,
      math: 0,
      raisedStart: false,
      font: '',
      colour: '#000000',
      angle: 0,
      breaks: breaksOf(words, size / scale, scale),
      spaces: breaksOf(words, 0, scale),
    };
  });
}

const paragraphOf = (line: OcrLine) => `${line.block}/${line.paragraph}`;

/** Rows of one paragraph are measured unlike by their letters (an `x` against a `p`); the middle one is its size. */
function paragraphSizes(lines: readonly OcrLine[]): Map<string, number> {
  const groups = Map.groupBy(lines, paragraphOf);
  return new Map(
    [...groups].map(([paragraph, members]) => {
      const sorted = members.map((line) => line.size).toSorted((a, b) => a - b);
      return [paragraph, sorted[sorted.length >> 1] ?? 0];
    }),
  );
}

function breaksOf(words: OcrLine['words'], size: number, scale: number): LineBreak[] {
  let at = 0;
  return words.flatMap((word, i) => {
    const left = words[i - 1];
    at += left ? left.text.length + 1 : 0;
    if (!left || word.box.x0 - left.box.x1 < CELL_GAP * size) return [];
    return [{ at, x0: left.box.x1 * scale, x1: word.box.x0 * scale }];
  });
}
