/** A picture → its words by OCR, turned first if the poster lies on its side or stands on its head. */
import type { OcrLine } from '../../../ocr/ocr-lines.ts';
import type { Ocr } from '../../../ocr/open-ocr.ts';
import { heightOf, widthOf } from '../../../pdf/geometry.ts';
import { encodeGreys, resizePicture, turnPicture } from '../page/decode-picture.ts';
import { evenGreys } from '../page/even-greys.ts';
import { type FlatRegions, findFlatRegions } from '../page/find-flat-regions.ts';
import type { Picture } from '../page/page-model.ts';

export type Recogniser = Pick<Ocr, 'recognise'>;

/** A picture as it is read: upright, and its flat regions found. */
export interface ReadPicture {
  readonly picture: Picture;
  readonly regions: FlatRegions;
  readonly lines: readonly OcrLine[];
}

/** Panels and pictures show at this edge, in pixels; finer detail is letters. */
const STRUCTURE_EDGE = 1500;
/** Large enough to tell words from noise when a poster is tried the other way round. */
const TRIAL_EDGE = 1500;
/** Fewer words than this, or a smaller share of all that were seen, and the poster may be turned. */
const FEW_WORDS = 25;
const FEW_READABLE = 0.5;
const READABLE = 0.75;
/** Pixels; nothing smaller holds a letter. */
const SMALLEST_SIDE = 16;

export async function readWords(picture: Picture, ocr: Recogniser, signal: AbortSignal): Promise<ReadPicture> {
  const upright = await readUpright(picture, ocr, signal);
  if (!isDoubtful(upright.lines)) return upright;
  const turns = await bestTurns(picture, readableWords(upright.lines), ocr, signal);
  return turns === 0 ? upright : readUpright(await turnPicture(picture, turns), ocr, signal);
}

async function readUpright(picture: Picture, ocr: Recogniser, signal: AbortSignal): Promise<ReadPicture> {
  const small = await resizePicture(picture, STRUCTURE_EDGE);
  const regions = findFlatRegions(small, small.width / picture.width);
  if (Math.min(picture.width, picture.height) < SMALLEST_SIDE) return { picture, regions, lines: [] };
  const greys = await encodeGreys(evenGreys(picture, small, regions));
  return { picture, regions, lines: await ocr.recognise(greys, { signal }) };
}

/** The panels and pictures of a poster whose words are known already. */
export async function findFlatRegionsOf(picture: Picture): Promise<FlatRegions> {
  const small = await resizePicture(picture, STRUCTURE_EDGE);
  return findFlatRegions(small, small.width / picture.width);
}

function isDoubtful(lines: readonly OcrLine[]): boolean {
  const seen = lines.flatMap(({ words }) => words).filter(({ text }) => /\p{L}{4}/u.test(text)).length;
  const readable = readableWords(lines);
  return seen > 0 && (readable < FEW_WORDS || readable < seen * FEW_READABLE);
}

/** Tesseract reads lines that run up or down as well: a word that is higher than it is wide does not stand upright. */
const readableWords = (lines: readonly OcrLine[]): number =>
  lines
    .flatMap(({ words }) => words)
    .filter(({ text, confidence }) => confidence >= READABLE && /\p{L}{4}/u.test(text))
    .filter(({ box }) => widthOf(box) > heightOf(box)).length;

/** Quarter turns clockwise after which most words are readable; 0 unless they are twice as many. */
async function bestTurns(picture: Picture, readable: number, ocr: Recogniser, signal: AbortSignal): Promise<number> {
  const trial = await resizePicture(picture, TRIAL_EDGE);
  const counts = [readable];
  for (const turns of [1, 2, 3]) {
    const { lines } = await readUpright(await turnPicture(trial, turns), ocr, signal);
    counts.push(readableWords(lines));
  }
  const best = counts.indexOf(Math.max(...counts));
  return counts[best]! >= Math.max(3, 2 * counts[0]!) ? best : 0;
}
