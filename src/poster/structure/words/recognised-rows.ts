/** Lines as OCR saw them → rows of words worth keeping, those it could not read dropped and counted. */
import type { OcrLine, OcrWord } from '../../../ocr/ocr-lines.ts';
import { heightOf } from '../../../pdf/geometry.ts';
import type { WordRow } from '../page/page-model.ts';
import { weightedMedian } from './describe-lines.ts';

/** Below this a word is more often noise off a picture, or a scrap of a formula, than text. */
export const HOPELESS = 0.5;
const SURE = 0.85;
const FEW_SURE = 0.35;
/** In sizes: wider than any space between words. */
const FAR = 1.6;
/** A mark that is no letter or digit: a bullet at the head of a line, or a scrap of a picture. */
const MARK = /^[^\p{L}\p{N}]+$/u;

export function recognisedRows(lines: readonly OcrLine[]): { rows: WordRow[]; droppedWords: number } {
  let droppedWords = 0;
  const rows: WordRow[] = [];
  const isKept = isIllegible(lines.flatMap(({ words }) => words)) ? isCertain : isLegible;
  for (const { words } of lines) {
    const kept = words.filter(isKept);
    droppedWords += words.length - kept.length;
    if (kept.some(({ text }) => !MARK.test(text)))
      rows.push({ bold: null, words: piecesOf(kept).flatMap((piece) => sized(piece, fontSize(piece))) });
  }
  return { rows, droppedWords };
}

/** What stands far apart, as a heading and another column's text, has sizes of its own. */
function piecesOf(words: readonly OcrWord[]): OcrWord[][] {
  const far = fontSize(words) * FAR;
  const pieces: OcrWord[][] = [];
  for (const word of words) {
    const before = pieces.at(-1)?.at(-1);
    if (before && word.box.x0 - before.box.x1 <= far) pieces.at(-1)!.push(word);
    else pieces.push([word]);
  }
  return pieces;
}

const sized = (words: readonly OcrWord[], size: number) => words.map((word) => ({ ...word, size }));

const isLegible = ({ confidence }: OcrWord): boolean => confidence >= HOPELESS;
/** Letters of other scripts look like short words of this one. */
const isCertain = ({ text, confidence }: OcrWord): boolean => confidence >= SURE && /[\p{L}\p{N}]{3}/u.test(text);

/** Where most words are in doubt, the script is not the one that was expected, and only what is certain is kept. */
export function isIllegible(words: readonly OcrWord[]): boolean {
  const sure = words.filter(({ confidence }) => confidence >= SURE).length;
  return sure < words.length * FEW_SURE;
}

const ASCENDERS = /[\p{Lu}\p{Nd}bdfhklt([{/]/u;
const DESCENDERS = /[gjpqy,;()[\]{}/Q]/;
/** Height of a word's box as a share of the font's size, by the strokes that it has; of common fonts. */
const HEIGHT = { both: 0.93, ascenders: 0.72, descenders: 0.73, neither: 0.52 };

/** Of the words in a row, whose boxes are as high as their letters reach. In pixels. */
function fontSize(words: readonly OcrWord[]): number {
  const plain = words.filter(({ text }) => /^[\p{L}\p{N}][\p{L}\p{N}\-.,:;()]+$/u.test(text));
  const sample = plain.length > 0 ? plain : words;
  return weightedMedian(sample.map(({ text, box }) => [heightOf(box) / HEIGHT[strokesOf(text)], text.length]));
}

function strokesOf(text: string): keyof typeof HEIGHT {
  if (ASCENDERS.test(text)) return DESCENDERS.test(text) ? 'both' : 'ascenders';
  return DESCENDERS.test(text) ? 'descenders' : 'neither';
}
