import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import sharp from 'sharp';
import { RowError } from '../../../src/model/item.ts';
import { prepareImage } from '../../../src/poster/picture/prepare-image.ts';
import { fitWithin, visualTokens } from '../../../src/poster/picture/sight-limits.ts';
import { drawPoster } from '../../fixtures/draw-poster.ts';

const LIMITS = { longEdge: 1568, visualTokens: 1568, maxBase64Bytes: 5 * 2 ** 20 };

const photograph = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 40 } },
  });

test('a size that fits keeps its shape, is seen whole, and is as large as it may be', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30_000 }), fc.integer({ min: 1, max: 30_000 }), (width, height) => {
      const fitted = fitWithin({ width, height }, LIMITS);
      assert.ok(Math.max(fitted.width, fitted.height) <= LIMITS.longEdge);
      assert.ok(visualTokens(fitted.width, fitted.height) <= LIMITS.visualTokens);
      if (Math.min(fitted.width, fitted.height) > 50) {
        assert.ok(Math.abs(fitted.width / fitted.height / (width / height) - 1) < 0.03);
      }
      assert.deepEqual(fitWithin(fitted, LIMITS), fitted);
    }),
  );
});

test('the longer side is as long as it may be, to the pixel', () => {
  const wide = { longEdge: 1568, visualTokens: 4784 };
  for (let width = 1569; width < 9000; width++)
    assert.equal(fitWithin({ width, height: Math.round(width * 0.7) }, wide).width, 1568);
});

test('a picture that fits is sent as it is, byte for byte, under the type of its bytes', async () => {
  const png = await drawPoster({ width: 900, height: 600, title: 'As it is' });
  const sent = await prepareImage(png, LIMITS);
  assert.equal(sent.mediaType, 'image/png');
  assert.ok(sent.data.equals(png));
});

test('a picture in printing colours, or a line far too long, is not sent as it is', async () => {
  const printed = await photograph(300, 200).toColourspace('cmyk').jpeg().toBuffer();
  const { data } = await prepareImage(printed, LIMITS);
  assert.deepEqual([(await sharp(printed).metadata()).space, (await sharp(data).metadata()).space], ['cmyk', 'srgb']);
  const line = await photograph(1, 9000).png().toBuffer();
  assert.equal((await prepareImage(line, LIMITS)).height, LIMITS.longEdge);
});

test('flat graphics are sent as PNG and photographs as JPEG', async () => {
  const flat = await prepareImage(await drawPoster({ width: 2000, height: 1400, title: 'Flat' }), LIMITS);
  assert.equal(flat.mediaType, 'image/png');
  const noisy = await prepareImage(await photograph(1800, 1200).png().toBuffer(), LIMITS);
  assert.equal(noisy.mediaType, 'image/jpeg');
  for (const { data, mediaType, width, height } of [flat, noisy]) {
    const metadata = await sharp(data).metadata();
    assert.deepEqual([`image/${metadata.format}`, metadata.width, metadata.height], [mediaType, width, height]);
    assert.ok(visualTokens(width, height) <= LIMITS.visualTokens);
  }
});

test('a photograph steps down in quality and then in size until its base64 text fits', async () => {
  const bytes = await photograph(800, 600).jpeg({ quality: 100 }).toBuffer();
  const sent = await prepareImage(bytes, { ...LIMITS, maxBase64Bytes: 30_000 });
  assert.ok(sent.data.toString('base64').length <= 30_000);
  assert.ok(sent.width < 800);
});

test('a picture is turned as its EXIF says', async () => {
  const lying = await photograph(400, 200).jpeg().withMetadata({ orientation: 6 }).toBuffer();
  const sent = await prepareImage(lying, LIMITS);
  assert.deepEqual([sent.width, sent.height], [200, 400]);
  assert.equal((await sharp(sent.data).metadata()).orientation ?? 1, 1);
});

test('what is no picture, or only half of one, is unreadable', async () => {
  const half = (await photograph(1700, 300).png().toBuffer()).subarray(0, 100_000);
  for (const bytes of [
    Buffer.from('<html>'),
    Buffer.alloc(0),
    half,
    (await photograph(900, 600).jpeg().toBuffer()).subarray(0, 20_000),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  ]) {
    await assert.rejects(
      prepareImage(bytes, LIMITS),
      (error) => error instanceof RowError && error.code === 'unreadable',
    );
  }
});

test('a picture whose header promises too many pixels is refused before it is decoded', async () => {
  const png = await photograph(8, 8).png().toBuffer();
  png.writeUInt32BE(60_000, 16);
  png.writeUInt32BE(60_000, 20);
  await assert.rejects(prepareImage(png, LIMITS), (error) => error instanceof RowError && error.code === 'too-large');
});
