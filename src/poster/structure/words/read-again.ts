/** Reads what is in doubt a second time: larger, by itself, and from the pixels as they are. */
import { meanConfidence, type OcrLine, type OcrWord } from '../../../ocr/ocr-lines.ts';
import { type Rect, unite } from '../../../pdf/geometry.ts';
import { coverage, grow } from '../../../pdf/rect-overlap.ts';
import { encodeEnlarged } from '../page/decode-picture.ts';
import type { Picture } from '../page/page-model.ts';
import type { Recogniser } from './read-words.ts';
import { HOPELESS, isIllegible } from './recognised-rows.ts';

/** Below this a line is read again, and so is one of which a word would be dropped. */
const DOUBTFUL = 0.85;
/** Height of a row in pixels at which Tesseract reads best, and how much a picture can be enlarged with gain. */
const BEST_SIZE = 36;
const LARGEST_SCALE = 3;
/** Around the lines, in their size. */
const MARGIN = 0.35;

export interface FirstReading {
  readonly picture: Picture;
  readonly lines: readonly OcrLine[];
}

/** @param figures Boxes in which nothing is read again. @returns All lines, those that were read better in place of the old. */
export async function readAgain(
  { picture, lines }: FirstReading,
  figures: readonly Rect[],
  ocr: Recogniser,
  signal: AbortSignal,
): Promise<readonly OcrLine[]> {
  if (isIllegible(lines.flatMap(({ words }) => words))) return lines;
  const text = lines.filter(({ box }) => figures.every((figure) => coverage(box, figure) < 0.5));
  let best = lines;
  for (const run of doubtfulRuns(text)) {
    const size = Math.max(...run.map((line) => line.size));
    const crop = within(grow(unite(run.map(({ box }) => box)), size * MARGIN), picture);
    const scale = Math.min(LARGEST_SCALE, Math.max(1, BEST_SIZE / size));
    const image = await encodeEnlarged(picture, crop, scale);
    const again = await ocr.recognise(image, { segmentation: 'block', signal });
    best = better(best, placed(again, crop, scale, run[0]!), crop);
  }
  return best;
}

/** Lines of one paragraph that follow each other. */
function doubtfulRuns(lines: readonly OcrLine[]): OcrLine[][] {
  const runs: OcrLine[][] = [];
  let before: OcrLine | null = null;
  for (const line of lines) {
    const isDoubted = isDoubtful(line);
    const runsOn = before?.block === line.block && before.paragraph === line.paragraph;
    if (isDoubted && runsOn) runs.at(-1)!.push(line);
    else if (isDoubted) runs.push([line]);
    before = isDoubted ? line : null;
  }
  return runs;
}

function isDoubtful({ words }: OcrLine): boolean {
  const lettered = words.filter(({ text }) => /\p{L}{2}/u.test(text));
  if (lettered.length === 0) return false;
  return meanConfidence(words) < DOUBTFUL || lettered.some(({ confidence }) => confidence < HOPELESS);
}

/** A crop's lines, as if they had been read in the whole picture. */
function placed(lines: readonly OcrLine[], crop: Rect, scale: number, { block, paragraph }: OcrLine): OcrLine[] {
  const back = (box: Rect): Rect => ({
    x0: crop.x0 + box.x0 / scale,
    y0: crop.y0 + box.y0 / scale,
    x1: crop.x0 + box.x1 / scale,
    y1: crop.y0 + box.y1 / scale,
  });
  return lines.map(({ words, box, size }) => ({
    words: words.map((word) => ({ ...word, box: back(word.box) })),
    box: back(box),
    size: size / scale,
    block,
    paragraph,
  }));
}

/** The new words in place of the old ones in the crop, if they are more letters, and surer ones. */
function better(lines: readonly OcrLine[], again: readonly OcrLine[], crop: Rect): readonly OcrLine[] {
  const old = new Set(lines.flatMap(({ words }) => words).filter(({ box }) => coverage(box, crop) > 0.5));
  const [before, after] = [[...old], again.flatMap(({ words }) => words)];
  if (gain(after) <= gain(before) || meanConfidence(after) <= meanConfidence(before)) return lines;
  const others = lines.map((line) => ({ ...line, words: line.words.filter((word) => !old.has(word)) }));
  return [...others.filter(({ words }) => words.length > 0), ...again];
}

/** Letters that were read, by how far their words are above what is dropped. */
const gain = (words: readonly OcrWord[]): number =>
  words.reduce((sum, { text, confidence }) => sum + text.length * Math.max(0, confidence - HOPELESS), 0);

const within = ({ x0, y0, x1, y1 }: Rect, { width, height }: Picture): Rect => ({
  x0: Math.max(0, Math.floor(x0)),
  y0: Math.max(0, Math.floor(y0)),
  x1: Math.min(width, Math.ceil(x1)),
  y1: Math.min(height, Math.ceil(y1)),
});
