import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { cutOutFigures } from '../../../src/figures/match/cut-out-figures.ts';

const PDF = fileURLToPath(new URL('../../../samples/pairs/reading-order/poster.pdf', import.meta.url));

describe('figures are cut out of the poster', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cut-out-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('at the poster’s own resolution, as it is seen, and not where a box holds no pixel', async () => {
    const red = { create: { width: 100, height: 200, channels: 3, background: '#ff0000' } } as const;
    const poster = join(folder, 'turned.png');
    const blue = await sharp({ create: { width: 100, height: 100, channels: 3, background: '#0000ff' } })
      .png()
      .toBuffer();
    await sharp(red)
      .composite([{ input: blue, left: 0, top: 0 }])
      .withMetadata({ orientation: 6 })
      .png()
      .toFile(poster);
    const dir = join(folder, 'picture');
    await cutOutFigures(
      poster,
      [
        { name: 'right', bbox_pct: [50, 0, 50, 100] },
        { name: 'nothing', bbox_pct: [10, 10, 0, 20] },
      ],
      dir,
    );
    assert.deepEqual(await readdir(dir), ['right.png']);
    const { data, info } = await sharp(join(dir, 'right.png')).raw().toBuffer({ resolveWithObject: true });
    assert.deepEqual([info.width, info.height, ...data.subarray(0, 3)], [100, 100, 0, 0, 255]);
  });

  it('of a PDF at 3000 px for its longer edge', async () => {
    const dir = join(folder, 'pdf');
    await cutOutFigures(PDF, [{ name: 'fig_2', bbox_pct: [50, 20, 25, 10] }], dir);
    const { width = 0, height = 0 } = await sharp(join(dir, 'fig_2.png')).metadata();
    assert.ok(Math.abs(Math.max(width / 0.25, height / 0.1) - 3000) < 40, `${width} × ${height}`);
  });

  it('or the poster is named that cannot be read', async () => {
    const cutOuts = [{ name: 'a', bbox_pct: [0, 0, 50, 50] }] satisfies Parameters<typeof cutOutFigures>[1];
    await assert.rejects(cutOutFigures(join(folder, 'absent.png'), cutOuts, folder), { code: 'not-found' });
    await assert.rejects(cutOutFigures(fileURLToPath(import.meta.url), cutOuts, folder), { code: 'unreadable' });
  });
});
