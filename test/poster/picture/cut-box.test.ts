import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { boxWithin, cutBox } from '../../../src/poster/picture/cut-box.ts';

const [width, height] = [60, 40];
const picture = {
  data: await sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
    .composite([{ input: { create: { width: 6, height: 4, channels: 3, background: '#ff0000' } }, left: 30, top: 20 }])
    .png()
    .toBuffer(),
  mediaType: 'image/png' as const,
  ...{ width, height },
};

test('what is cut is what the box holds', async () => {
  const { dominant } = await sharp(await cutBox(picture, [50, 50, 10, 10], 100)).stats();
  assert.ok(dominant.r > 200 && dominant.g < 50 && dominant.b < 50);
  const { channels } = await sharp(await cutBox(picture, [0, 0, 50, 50], 100)).stats();
  assert.ok(channels.every(({ min }) => min === 255));
});

test('a part of a box is told in percent of the box', () => {
  assert.deepEqual(boxWithin([10, 20, 40, 50], [10, 20, 40, 50]), [0, 0, 100, 100]);
  assert.deepEqual(boxWithin([10, 20, 40, 50], [30, 45, 20, 25]), [50, 50, 50, 50]);
});

test('any box within the page can be cut, and is never empty nor longer than asked', async () => {
  const percent = fc.double({ min: 0, max: 100, noNaN: true });
  await fc.assert(
    fc.asyncProperty(percent, percent, percent, percent, async (x, y, w, h) => {
      const box: [number, number, number, number] = [x, y, Math.min(w, 100 - x), Math.min(h, 100 - y)];
      const size = await sharp(await cutBox(picture, box, 25)).metadata();
      assert.ok(size.width >= 1 && size.height >= 1 && Math.max(size.width, size.height) <= 25);
    }),
    { numRuns: 50 },
  );
});
