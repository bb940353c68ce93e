import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import sharp from 'sharp';
import type { OcrLine } from '../../../../src/ocr/ocr-lines.ts';
import { openOcr } from '../../../../src/ocr/open-ocr.ts';
import { decodePicture } from '../../../../src/poster/structure/page/decode-picture.ts';
import { readAgain } from '../../../../src/poster/structure/words/read-again.ts';

const PRINTED = ['pages of a learned journal', 'clouds over the quiet harbour', 'letters that nobody could read'];
const HEIGHT = 120;

/** Three rows of small print, light on dark. */
const picture = async () => {
  const rows = PRINTED.map((text, row) => `<text x="40" y="${40 + row * 30}" font-size="13">${text}</text>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="${HEIGHT}" font-family="DejaVu Sans" fill="#ffffff"><rect width="100%" height="100%" fill="#223366"/>${rows}</svg>`;
  return decodePicture(await sharp(Buffer.from(svg)).png().toBuffer());
};

/** As a first reading may have seen one of the rows. */
const line = (row: number, text: string, confidence: number): OcrLine => {
  const box = { x0: 38, y0: 28 + row * 30, x1: 250, y1: 44 + row * 30 };
  return { words: [{ text, box, confidence }], box, size: 14, block: row, paragraph: 0 };
};
const SURE = Array.from({ length: 4 }, () => ({ text: 'sure', box: { x0: 0, y0: 0, x1: 9, y1: 9 }, confidence: 0.95 }));
/** Enough that is certain for the script to be the expected one. */
const certain: OcrLine = { words: SURE, box: SURE[0]!.box, size: 9, block: 9, paragraph: 0 };

const textOf = (lines: readonly OcrLine[], row: number): string =>
  lines
    .flatMap(({ words }) => words)
    .filter(({ box }) => box.y0 > 20 + row * 30 && box.y1 < 54 + row * 30)
    .map(({ text }) => text)
    .join(' ');

describe('the second reading', () => {
  const ocr = openOcr({ language: 'eng', workers: 1 });
  after(() => ocr[Symbol.asyncDispose]());
  const read = async (lines: OcrLine[], figures = [] as Parameters<typeof readAgain>[1]) =>
    readAgain({ picture: await picture(), lines }, figures, ocr, new AbortController().signal);

  it('puts what it reads better in the place of what was in doubt', async () => {
    const lines = await read([certain, line(0, 'pqges 0f', 0.4)]);
    assert.equal(textOf(lines, 0), PRINTED[0]);
    assert.equal(lines.length, 2);
  });

  it('leaves alone what is sure, and what stands in a figure', async () => {
    const lines = [certain, line(0, 'as it was', 0.95), line(1, 'a tick of an axis', 0.4)];
    assert.deepEqual(await read(lines, [{ x0: 0, y0: 55, x1: 400, y1: 80 }]), lines);
  });

  it('keeps the first reading where the second is no better', async () => {
    const blank = { ...line(2, 'the first', 0.8), box: { x0: 300, y0: 5, x1: 390, y1: 20 } };
    assert.deepEqual(await read([certain, blank]), [certain, blank]);
  });

  it('does not try where most words are in another script', async () => {
    const lines = [line(0, 'Cb3uib', 0.3), line(1, 'xe', 0.2), line(2, 'eujé', 0.4)];
    assert.equal(await read(lines), lines);
  });
});
