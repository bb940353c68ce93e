import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import sharp from 'sharp';
import { FatalError } from '../../src/model/item.ts';
import { openOcr } from '../../src/ocr/open-ocr.ts';

/** One line that says it so many times. */
const draw = (text: string, times = 1): Promise<Buffer> => {
  const words = Array.from(
    { length: times },
    (_, i) => `<text x="${40 + 700 * i}" y="90" font-size="48" font-family="sans-serif">${text}</text>`,
  );
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${700 * times}" height="160"><rect width="100%" height="100%" fill="white"/>${words.join('')}</svg>`,
    ),
  )
    .png()
    .toBuffer();
};

describe('OCR', () => {
  const ocr = openOcr({ language: 'eng', workers: 1 });
  after(() => ocr[Symbol.asyncDispose]());

  it('reads words with their boxes and how sure it is', async () => {
    const [line] = await ocr.recognise(await draw('Reading posters'), { segmentation: 'block' });
    assert.deepEqual(
      line?.words.map(({ text }) => text),
      ['Reading', 'posters'],
    );
    const [first] = line.words;
    assert.ok(Math.abs(first!.box.x0 - 42) < 8 && first!.box.y0 > 40 && first!.box.y1 < 110);
    assert.ok(first!.confidence > 0.8 && first!.confidence <= 1);
  });

  // A new way to look at the picture is a question of its own to the thread, which an end must not leave open either.
  for (const segmentation of ['block', 'line'] as const)
    for (const after of [0, 5, 30])
      it(`rejects at once when it is aborted after ${after} ms (${segmentation}), and reads the next picture all the same`, async () => {
        const reason = new Error('the row is over');
        const abort = new AbortController();
        // Long enough that nobody has read it when the abort comes.
        const reading = ocr.recognise(await draw('Never read', 40), { segmentation, signal: abort.signal });
        setTimeout(() => abort.abort(reason), after);
        await assert.rejects(reading, reason);
        const [line] = await ocr.recognise(await draw('Read after all'), { segmentation: 'block' });
        assert.equal(line?.words.map(({ text }) => text).join(' '), 'Read after all');
      });

  it('says which package a language needs', async () => {
    await using other = openOcr({ language: 'tlh', workers: 1 });
    const names = (error: unknown) => error instanceof FatalError && error.message.includes('@tesseract.js-data/tlh');
    await assert.rejects(other.recognise(await draw('nuqneH')), names);
  });

  it('ends the thread that was still starting when it was closed, and says so', async () => {
    const closing = openOcr({ language: 'eng', workers: 1 });
    const picture = await draw('Closed');
    const reading = assert.rejects(closing.recognise(picture), /closed/);
    await setImmediate();
    await closing[Symbol.asyncDispose]();
    await reading;
  });

  it('reads nothing once it is closed', async () => {
    const closed = openOcr({ language: 'eng', workers: 1 });
    await closed[Symbol.asyncDispose]();
    await assert.rejects(closed.recognise(await draw('Closed')), /closed/);
  });
});
