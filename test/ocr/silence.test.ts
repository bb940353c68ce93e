import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';

const POSTER = fileURLToPath(new URL('../../samples/pairs/figure-in-poster/poster.jpg', import.meta.url));
const OCR = new URL('../../src/ocr/open-ocr.ts', import.meta.url);

/** A part of a plot in which Leptonica finds boxes outside of boxes. */
const PLOT = { left: 878, top: 276, width: 368, height: 105 };

const READ = `
  import { readFile } from 'node:fs/promises';
  const { openOcr } = await import(process.argv[1]);
  await using ocr = openOcr({ language: 'eng', workers: 1 });
  await ocr.recognise(await readFile(process.argv[2]), { segmentation: 'page' });
`;

test('what the libraries under the OCR think of a picture does not reach stderr', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'poster-stream-test-'));
  try {
    const picture = join(dir, 'plot.png');
    await sharp(POSTER).extract(PLOT).greyscale().png().toFile(picture);
    const args = ['--input-type=module', '-e', READ, OCR.href, picture];
    const { stderr } = await promisify(execFile)(process.execPath, args);
    assert.equal(stderr, '');
  } finally {
    await rm(dir, { recursive: true });
  }
});
