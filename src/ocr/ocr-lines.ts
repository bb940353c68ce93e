/** What Tesseract answers → plain lines of words. */
import type { Block, Line } from 'tesseract.js';
import type { Rect } from '../pdf/geometry.ts';

export interface OcrWord {
  readonly text: string;
  /** Pixels of the picture. */
  readonly box: Rect;
  /** 0 to 1. */
  readonly confidence: number;
}

export interface OcrLine {
  readonly words: readonly OcrWord[];
  /** Pixels of the picture, around the words. */
  readonly box: Rect;
  /** Height of the row in pixels, from descenders to ascenders: about the font's size. */
  readonly size: number;
  /** Numbers the blocks and paragraphs that Tesseract saw, in its reading order. */
  readonly block: number;
  readonly paragraph: number;
}

export function readLines(blocks: readonly Block[]): OcrLine[] {
  return blocks.flatMap((block, blockNumber) =>
    block.paragraphs.flatMap(({ lines }, paragraph) =>
      lines.map((line) => readLine(line, blockNumber, paragraph)).filter((line) => line.words.length > 0),
    ),
  );
}

function readLine(line: Line, block: number, paragraph: number): OcrLine {
  const words = line.words
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, bbox, confidence }) => ({ text: text.trim(), box: { ...bbox }, confidence: confidence / 100 }));
  const height = line.bbox.y1 - line.bbox.y0;
  const { rowHeight } = line.rowAttributes;
  return { words, box: { ...line.bbox }, size: rowHeight > 0 ? Math.min(rowHeight, height) : height, block, paragraph };
}

/** Over the letters of the words, 0 to 1; 0 where there are none. */
export function meanConfidence(words: readonly OcrWord[]): number {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  const weighted = words.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0);
  return letters === 0 ? 0 : weighted / letters;
}
