/** A poster's pixels → its structure, its words read by OCR. */
import sharp from 'sharp';
import type { Ocr } from '../../ocr/open-ocr.ts';
import { encodeGreys } from './decode-picture.ts';
import { findPlates } from './find-plates.ts';
import { findStructure } from './find-structure.ts';
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

export async function readPoster(
  picture: Picture,
  ocr: Pick<Ocr, 'recognise'>,
  signal: AbortSignal,
): Promise<PosterReading> {
  const small = await shrink(picture, STRUCTURE_EDGE);
  const plates = findPlates(small, small.width / picture.width);
  const { rows, droppedWords } = recognisedRows(await ocr.recognise(await encodeGreys(picture), { signal }));
  return { structure: findStructure(picture, plates, rows), confidence: confidenceOf(rows), droppedWords };
}

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
