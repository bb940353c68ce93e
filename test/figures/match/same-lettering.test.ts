import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { hasSameLettering } from '../../../src/figures/match/same-lettering.ts';
import type { GreyImage } from '../../../src/figures/picture/decode-image.ts';

/** Letters of made-up alphabets, 10 × 14 px; the second draws each letter of the first in its own way. */
const ALPHABETS = {
  round: ['M1 13V1a6 6 0 0 1 0 12', 'M9 3a5 5 0 1 0 0 8', 'M1 13V1M1 7h7M8 1v12', 'M1 1l4 12l4 -12'],
  square: ['M1 1h7v12h-7z', 'M9 1h-8v12h8', 'M1 13V1M1 5h8M9 1v12M1 9h8', 'M1 1v12h8v-12'],
};

/** Rows of words: the same words, at the same places, in the alphabet asked for. */
async function table(alphabet: keyof typeof ALPHABETS, quality: number): Promise<GreyImage> {
  const [width, height] = [480, 240];
  const letters = Array.from({ length: 10 * 30 }, (_, i) => {
    const [row, column] = [Math.floor(i / 30), i % 30];
    if ((i * 7919) % 6 === 0) return '';
    const shape = ALPHABETS[alphabet][(i * i + row) % 4];
    return `<path transform="translate(${10 + column * 15} ${8 + row * 23})" d="${shape}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g fill="none" stroke="black" stroke-width="1.6">${letters.join('')}</g></svg>`;
  const printed = await sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).jpeg({ quality }).toBuffer();
  const data = await sharp(printed).greyscale().raw().toBuffer();
  return { data, width, height };
}

const SIGHTING = {
  placement: { sx: 1, sy: 1, tx: 0, ty: 0 },
  inliers: 60,
  seen: { part: { x: 0, y: 0, width: 1, height: 1 }, agreeing: 200, compared: 200, coverage: 1 },
  region: { x: 0, y: 0, width: 480, height: 240 },
};

describe('a table on the poster', () => {
  it('is the one of the paper when the letters have the same shapes, compression aside', async () => {
    const [paper, poster] = [await table('round', 95), await table('round', 60)];
    assert.equal(hasSameLettering(paper, poster, SIGHTING), true);
    const shifted = { ...SIGHTING, placement: { ...SIGHTING.placement, tx: 0.8, ty: -0.7 } };
    assert.equal(hasSameLettering(paper, poster, shifted), true, 'less than a pixel off');
  });

  it('is another one when the same words are set anew in other letters', async () => {
    assert.equal(hasSameLettering(await table('round', 95), await table('square', 95), SIGHTING), false);
  });

  it('is not known by a part without letters', async () => {
    const paper = await table('round', 95);
    const blank = { ...paper, data: new Uint8Array(paper.data.length).fill(255) };
    assert.equal(hasSameLettering(blank, blank, SIGHTING), false);
  });
});
