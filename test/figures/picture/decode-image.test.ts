import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { decodeImage } from '../../../src/figures/picture/decode-image.ts';

const RED = { r: 255, g: 0, b: 0 };
/** 0.299 × 255, rounded. */
const RED_LUMA = 76;

describe('a picture is decoded as it is seen', () => {
  let folder = '';
  const path = (name: string): string => join(folder, name);
  const plain = (width: number, height: number, background: object = RED, channels: 3 | 4 = 3) =>
    sharp({ create: { width, height, channels, background } });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'decode-image-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('turns to luma by the weights of BT.601', async () => {
    await plain(8, 6).png().toFile(path('red.png'));
    const image = await decodeImage(path('red.png'), { maxEdge: 100 });
    assert.deepEqual([image.width, image.height, image.scale, image.data.length], [8, 6, 1, 48]);
    assert.ok(image.data.every((value) => value === RED_LUMA));
  });

  it('stands upright as its EXIF orientation says', async () => {
    await plain(30, 10).withMetadata({ orientation: 6 }).jpeg().toFile(path('turned.jpg'));
    const { width, height } = await decodeImage(path('turned.jpg'), { maxEdge: 100 });
    assert.deepEqual([width, height], [10, 30]);
  });

  it('shows transparency as white paper', async () => {
    await plain(4, 4, { r: 0, g: 0, b: 0, alpha: 0 }, 4).png().toFile(path('clear.png'));
    const { data } = await decodeImage(path('clear.png'), { maxEdge: 100 });
    assert.ok(data.every((value) => value === 255));
  });

  it('brings 16 bits down to 8', async () => {
    await plain(4, 4).toColourspace('rgb16').png().toFile(path('deep.png'));
    assert.equal((await sharp(path('deep.png')).metadata()).depth, 'ushort');
    const { data } = await decodeImage(path('deep.png'), { maxEdge: 100 });
    assert.ok(data.every((value) => Math.abs(value - RED_LUMA) <= 1));
  });

  it('reads grey pictures, and CMYK ones as their inks look', async () => {
    await plain(4, 4, { r: 128, g: 128, b: 128 }).toColourspace('b-w').png().toFile(path('grey.png'));
    await plain(4, 4, { r: 255, g: 255, b: 255 }).toColourspace('cmyk').jpeg().toFile(path('cmyk.jpg'));
    assert.equal((await sharp(path('cmyk.jpg')).metadata()).space, 'cmyk');
    const grey = await decodeImage(path('grey.png'), { maxEdge: 100 });
    const cmyk = await decodeImage(path('cmyk.jpg'), { maxEdge: 100 });
    assert.ok(grey.data.every((value) => Math.abs(value - 128) <= 1));
    assert.equal(cmyk.data.length, 16);
    assert.ok(cmyk.data.every((value) => value > 245));
  });

  it('goes through the ICC profile: one colour in two colour spaces gives one luma', async () => {
    const colour = { r: 200, g: 120, b: 40 };
    await plain(4, 4, colour).png().toFile(path('srgb.png'));
    await plain(4, 4, colour).withIccProfile('p3').png().toFile(path('p3.png'));
    const [srgb, p3] = [
      await decodeImage(path('srgb.png'), { maxEdge: 9 }),
      await decodeImage(path('p3.png'), { maxEdge: 9 }),
    ];
    assert.ok(Math.abs((srgb.data[0] ?? 0) - (p3.data[0] ?? 255)) <= 1);
  });

  it('takes the first frame of an animation', async () => {
    const frames = Buffer.concat([Buffer.alloc(8 * 8 * 3, 0), Buffer.alloc(8 * 8 * 3, 255)]);
    await sharp(frames, { raw: { width: 8, height: 16, channels: 3, pageHeight: 8 } })
      .gif()
      .toFile(path('moving.gif'));
    assert.equal((await sharp(path('moving.gif')).metadata()).pages, 2);
    const { width, height, data } = await decodeImage(path('moving.gif'), { maxEdge: 100 });
    assert.deepEqual([width, height], [8, 8]);
    assert.ok(data.every((value) => value < 10));
  });

  it('shrinks a picture 20,000 px wide to the longest edge allowed, and never enlarges one of 1 px', async () => {
    await plain(20_000, 40).png().toFile(path('wide.png'));
    await plain(1, 1).png().toFile(path('dot.png'));
    const wide = await decodeImage(path('wide.png'), { maxEdge: 1000 });
    const dot = await decodeImage(path('dot.png'), { maxEdge: 1000 });
    assert.deepEqual([wide.width, wide.height, wide.scale], [1000, 2, 0.05]);
    assert.deepEqual([dot.width, dot.height, dot.scale], [1, 1, 1]);
  });

  it('says what is wrong with a file that is absent, no picture, or beyond all size', async () => {
    await writeFile(path('words.png'), 'not a picture');
    await writeFile(path('huge.png'), await pngOfSize(30_000, 30_000));
    await writeFile(path('drawing.png'), '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30"/>');
    await assert.rejects(decodeImage(path('absent.png'), { maxEdge: 9 }), { code: 'not-found' });
    await assert.rejects(decodeImage(path('words.png'), { maxEdge: 9 }), { code: 'unreadable' });
    await assert.rejects(decodeImage(path('drawing.png'), { maxEdge: 9 }), { code: 'unreadable' });
    await assert.rejects(decodeImage(path('huge.png'), { maxEdge: 9 }), { code: 'too-large' });
  });
});

/** A PNG that says it is so large: the head of a small one with another size. */
async function pngOfSize(width: number, height: number): Promise<Buffer> {
  const png = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  // The length and name of the first chunk stand before the size, its checksum 13 bytes behind.
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
  return png;
}
