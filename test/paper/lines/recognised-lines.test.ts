import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OcrLine } from '../../../src/ocr/ocr-lines.ts';
import { recognisedLines } from '../../../src/paper/lines/recognised-lines.ts';

const DPI = 72;
const SIZE = 100;
/** How far letters of a font of 100 pixels reach, as a scan shows them. */
const boxOf = (text: string, x: number, baseline: number, size = SIZE) => ({
  x0: x,
  y0: baseline - (/[A-Zbdfhklt]/.test(text) ? 0.68 : 0.46) * size,
  x1: x + 50 * text.length,
  y1: baseline + (/[gjpqy,]/.test(text) ? 0.22 : 0) * size,
});

function lineOf(
  texts: readonly [text: string, x: number][],
  look: { baseline: number; size?: number; paragraph?: number },
): OcrLine {
  const words = texts.map(([text, x]) => ({ text, confidence: 0.9, box: boxOf(text, x, look.baseline, look.size) }));
  const edges = words.map(({ box }) => box);
  const [top, bottom] = [Math.min(...edges.map(({ y0 }) => y0)), Math.max(...edges.map(({ y1 }) => y1))];
  const box = { x0: edges[0]?.x0 ?? 0, y0: top, x1: edges.at(-1)?.x1 ?? 0, y1: bottom };
  return { words, box, size: bottom - top, block: 0, paragraph: look.paragraph ?? 0 };
}

test('the size of a line is that of its font, whatever letters it has', () => {
  const lines = [
    lineOf([['Tall', 0]], { baseline: 100, paragraph: 0 }),
    lineOf([['more', 0]], { baseline: 300, paragraph: 1 }),
    lineOf([['grey', 0]], { baseline: 500, paragraph: 2 }),
  ];
  const read = recognisedLines(lines, 1, DPI);
  assert.deepEqual(
    read.map(({ size }) => size),
    [SIZE, SIZE, SIZE],
  );
  assert.deepEqual(
    read.map(({ baseline }) => Math.round(baseline)),
    [100, 300, 500],
  );
});

test('a title in one paragraph with its authors keeps its size, and lines of nearly one size share it', () => {
  const lines = [
    lineOf([['Title', 0]], { baseline: 100, size: 150 }),
    ...[96, 100, 104, 98].map((size, i) => lineOf([['Author', 0]], { baseline: 300 + 150 * i, size })),
  ];
  assert.deepEqual(
    recognisedLines(lines, 1, DPI).map(({ size }) => size),
    [150, 100, 100, 100, 100],
  );
});

test('words that stand far apart are lines of their own, as authors side by side are', () => {
  const line = lineOf(
    [
      ['Ada', 0],
      ['Byron', 180],
      ['Alan', 900],
      ['Turing', 1130],
    ],
    { baseline: 100 },
  );
  assert.deepEqual(
    recognisedLines([line], 1, DPI).map(({ text, x0 }) => [text, x0]),
    [
      ['Ada Byron', 0],
      ['Alan Turing', 900],
    ],
  );
});
