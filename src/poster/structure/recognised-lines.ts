/** Lines as OCR saw them → lines worth keeping, the words it could not read dropped and counted. */
import type { OcrLine, OcrWord } from '../../ocr/ocr-lines.ts';
import { unite } from '../../pdf/geometry.ts';
import type { TextLine } from './sheet.ts';

/** Below this a word is more often noise off a picture than text. */
const HOPELESS = 0.4;

export function recognisedLines(lines: readonly OcrLine[]): { lines: TextLine[]; droppedWords: number } {
  let droppedWords = 0;
  const kept: TextLine[] = [];
  for (const line of lines) {
    const words = line.words.filter(isReadable);
    droppedWords += line.words.length - words.length;
    if (words.some(({ text }) => /[\p{L}\p{N}]/u.test(text))) kept.push(asTextLine(line, words));
  }
  return { lines: kept, droppedWords };
}

const isReadable = ({ confidence }: OcrWord): boolean => confidence >= HOPELESS;

function asTextLine({ size }: OcrLine, words: readonly OcrWord[]): TextLine {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  const weighted = words.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0);
  return {
    text: words.map(({ text }) => text).join(' '),
    box: unite(words.map(({ box }) => box)),
    size,
    confidence: weighted / letters,
  };
}
