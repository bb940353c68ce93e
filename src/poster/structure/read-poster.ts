/** A poster's file → its structure: the words as its PDF holds them, or else by OCR. */
import { meanConfidence } from '../../ocr/ocr-lines.ts';
import type { FormulaBook } from '../../paper/formulas/formula-book.ts';
import { resizePicture } from './page/decode-picture.ts';
import type { Picture } from './page/page-model.ts';
import { findCorners, straighten } from './page/straighten.ts';
import { findStructure } from './regions/find-structure.ts';
import { placedPictures } from './regions/placed-pictures.ts';
import type { PosterStructure } from './regions/structure.ts';
import { readAgain } from './words/read-again.ts';
import { readFile } from './words/read-file.ts';
import { findFlatRegionsOf, type Recogniser, readWords } from './words/read-words.ts';
import { recognisedRows } from './words/recognised-rows.ts';

export interface PosterReading {
  readonly structure: PosterStructure;
  /** 0 to 1: the mean over all letters that were seen, those of dropped words among them. */
  readonly confidence: number;
  readonly droppedWords: number;
  readonly parser: 'ocr' | 'pdf-text';
}

/** Fewer words in a PDF are a stamp or a page number on a picture. */
const TEXT_LAYER_WORDS = 25;
/** Edge in pixels at which the corners of a photographed poster are looked for. */
const CORNERS_EDGE = 1000;

/** An image, or a page of a PDF, from 1; `null`: the first that looks like a poster's. */
export interface PosterAt {
  readonly path: string;
  readonly page: number | null;
  /** Takes the formulas of a PDF, which stand in its words as one character each; `null` leaves them text. */
  readonly book: FormulaBook | null;
}

/**
 * @throws RowError `not-found`, `unreadable`, `encrypted`, `too-large`; the signal's reason.
 */
export async function readPoster(
  { path, page, book }: PosterAt,
  ocr: Recogniser,
  signal: AbortSignal,
): Promise<PosterReading> {
  const { picture, printed, graphics, scale } = await readFile(path, page, book);
  signal.throwIfAborted();
  if (printed.reduce((sum, { words }) => sum + words.length, 0) >= TEXT_LAYER_WORDS) {
    const placed = graphics === null ? [] : placedPictures(graphics, scale);
    const structure = findStructure(picture, await findFlatRegionsOf(picture), printed, placed);
    return { structure, confidence: 1, droppedWords: 0, parser: 'pdf-text' };
  }
  const seen = await readWords(await straightened(picture), ocr, signal);
  const first = findStructure(seen.picture, seen.regions, recognisedRows(seen.lines).rows);
  const lines = await readAgain(
    seen,
    first.figures.map(({ box }) => box),
    ocr,
    signal,
  );
  const { rows, droppedWords } = recognisedRows(lines);
  const structure = lines === seen.lines ? first : findStructure(seen.picture, seen.regions, rows);
  return { structure, confidence: meanConfidence(lines.flatMap(({ words }) => words)), droppedWords, parser: 'ocr' };
}

async function straightened(picture: Picture): Promise<Picture> {
  const small = await resizePicture(picture, CORNERS_EDGE);
  const scale = picture.width / small.width;
  const corners = findCorners(small);
  if (corners === null) return picture;
  const [a, b, c, d] = corners.map(({ x, y }) => ({ x: x * scale, y: y * scale }));
  return straighten(picture, [a!, b!, c!, d!]);
}
