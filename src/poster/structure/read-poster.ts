/** A poster's file → its structure: the words as its PDF holds them, or else by OCR. */
import sharp from 'sharp';
import type { Ocr } from '../../ocr/open-ocr.ts';
import { encodeGreys } from './decode-picture.ts';
import { findPlates } from './find-plates.ts';
import { findStructure } from './find-structure.ts';
import { readFile } from './read-file.ts';
import { recognisedRows } from './recognised-rows.ts';
import type { Picture, WordRow } from './sheet.ts';
import type { PosterStructure } from './structure.ts';

export interface PosterReading {
  readonly structure: PosterStructure;
  /** 0 to 1: the mean over all letters that were read. */
  readonly confidence: number;
  readonly droppedWords: number;
}

/** Panels and pictures show at this edge, in pixels; finer detail is letters. */
const STRUCTURE_EDGE = 1500;

/** Fewer words in a PDF are a stamp or a page number on a picture. */
const TEXT_LAYER_WORDS = 25;

/**
 * @param path An image, or a PDF of which the first poster-sized page is read.
 * @throws RowError `not-found`, `unreadable`, `encrypted`, `too-large`; the signal's reason.
 */
export async function readPoster(
  path: string,
  ocr: Pick<Ocr, 'recognise'>,
  signal: AbortSignal,
): Promise<PosterReading> {
  const { picture, printed } = await readFile(path);
  const small = await shrink(picture, STRUCTURE_EDGE);
  const plates = findPlates(small, small.width / picture.width);
  const hasText = printed.reduce((sum, { words }) => sum + words.length, 0) >= TEXT_LAYER_WORDS;
  const { rows, droppedWords } = hasText ? { rows: printed, droppedWords: 0 } : await recognise(picture, ocr, signal);
  return { structure: findStructure(picture, plates, rows), confidence: confidenceOf(rows), droppedWords };
}

const recognise = async (picture: Picture, ocr: Pick<Ocr, 'recognise'>, signal: AbortSignal) =>
  recognisedRows(await ocr.recognise(await encodeGreys(picture), { signal }));

async function shrink({ data, width, height }: Picture, edge: number): Promise<Picture> {
  const shrunk = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: shrunk.info.width, height: shrunk.info.height, data: shrunk.data };
}

function confidenceOf(rows: readonly WordRow[]): number {
  const words = rows.flatMap((row) => row.words);
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  const weighted = words.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0);
  return letters === 0 ? 0 : weighted / letters;
}
