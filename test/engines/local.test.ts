import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import { openLocal } from '../../src/engines/local.ts';
import { Transcription } from '../../src/model/schemas.ts';
import { drawPoster } from '../fixtures/draw-poster.ts';
import { describeEngine } from '../helpers/engine-contract.ts';

describeEngine('local', async () =>
  openLocal({ language: 'eng', posterPage: null, concurrency: 2, formulas: 'latex' }),
);

describe('the local engine and pictures that are no tidy posters', () => {
  const engine = openLocal({ language: 'eng', posterPage: null, concurrency: 2, formulas: 'latex' });
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'poster-stream-local-'));
  });
  after(async () => {
    await engine[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });
  const read = async (name: string, bytes: Buffer) => {
    const path = join(folder, `${name}.png`);
    await writeFile(path, bytes);
    return Transcription.parse(await engine.transcribe({ paperId: name, path }, new AbortController().signal));
  };
  const blank = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
      .png()
      .toBuffer();
  const poster = () => drawPoster({ width: 1050, height: 750, title: 'Poster Upright Again' });

  it('reads sections, their bars and the plot off a drawn poster, for nothing', async () => {
    const { markdown, layout, usage, cost_usd, metadata } = await read('drawn', await poster());
    assert.match(markdown, /^# Poster Upright Again$/m);
    for (const name of ['Introduction', 'Method', 'Results']) assert.match(markdown, new RegExp(`^## ${name}$`, 'm'));
    assert.equal(layout.body.columns, 3);
    assert.equal(layout.sections[0]!.style.header_bg, '#003366');
    assert.deepEqual([usage.input_tokens, usage.output_tokens, cost_usd], [0, 0, 0]);
    assert.ok(Number(metadata.confidence) > 0.8);
  });

  for (const format of ['jpeg', 'webp', 'tiff', 'avif'] as const) {
    it(`reads ${format}`, async () => {
      const { markdown } = await read(
        format,
        await sharp(await poster())
          .toFormat(format)
          .toBuffer(),
      );
      assert.match(markdown, /^# Poster Upright Again$/m);
      assert.match(markdown, /^## Method$/m);
    });
  }

  it('turns a poster that lies on its side', async () => {
    const { markdown, layout } = await read(
      'turned',
      await sharp(await poster())
        .rotate(90)
        .png()
        .toBuffer(),
    );
    assert.match(markdown, /Poster Upright Again/);
    assert.equal(layout.poster.orientation, 'landscape');
  });

  it('turns a poster that stands on its head', async () => {
    const turned = await sharp(await poster())
      .rotate(180)
      .png()
      .toBuffer();
    assert.match((await read('headlong', turned)).markdown, /^# Poster Upright Again$/m);
  });

  it('straightens the photograph of a poster', async () => {
    const wall = await sharp({ create: { width: 1350, height: 1050, channels: 3, background: '#4a5a3a' } })
      .composite([
        {
          input: await sharp(await poster())
            .rotate(6, { background: '#4a5a3a' })
            .png()
            .toBuffer(),
        },
      ])
      .png()
      .toBuffer();
    const { markdown, layout } = await read('photograph', wall);
    assert.match(markdown, /Poster Upright Again/);
    assert.equal(layout.poster.aspect_ratio, '7:5');
  });

  it('reads a poster that is blurred, and one with a shadow over half of it', async () => {
    const plain = await sharp(await poster())
      .resize(2100)
      .png()
      .toBuffer();
    const shade = `<svg xmlns="http://www.w3.org/2000/svg" width="2100" height="1500"><defs><linearGradient id="g"><stop offset="0.3" stop-opacity="0"/><stop offset="0.7" stop-opacity="0.5"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>`;
    const spoiled = {
      blurred: sharp(plain).blur(1.5),
      shaded: sharp(plain).composite([{ input: Buffer.from(shade) }]),
    };
    for (const [name, picture] of Object.entries(spoiled)) {
      const { markdown } = await read(name, await picture.png().toBuffer());
      assert.match(markdown, /^# Poster Upright Again$/m, name);
      for (const heading of ['Introduction', 'Method', 'Results'])
        assert.match(markdown, new RegExp(`^## ${heading}$`, 'm'), name);
    }
  });

  it('gives an empty layout for an empty picture, one pixel and a strip', async () => {
    for (const [width, height] of [
      [800, 600],
      [1, 1],
      [20_000, 40],
    ] as const) {
      const { layout, metadata } = await read(`blank-${width}`, await blank(width, height));
      assert.deepEqual([layout.sections, layout.figures, metadata.confidence], [[], [], 0]);
    }
  });

  it('does not take noise for text', async () => {
    const noise = Buffer.from(Uint8Array.from({ length: 600 * 400 * 3 }, (_, index) => (index * 2_654_435_761) >>> 24));
    const bytes = await sharp(noise, { raw: { width: 600, height: 400, channels: 3 } })
      .png()
      .toBuffer();
    const { markdown } = await read('noise', bytes);
    assert.ok((markdown.match(/\p{L}{3,}/gu) ?? []).length <= 3, markdown);
  });

  it('says by its confidence that it cannot read another script', async () => {
    const words = 'Съешь же ещё этих мягких французских булок да выпей чаю';
    const lines = Array.from(
      { length: 12 },
      (_, line) => `<text x="60" y="${160 + line * 50}" font-size="30">${words}</text>`,
    );
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800" font-family="DejaVu Sans"><rect width="100%" height="100%" fill="white"/>${lines.join('')}</svg>`;
    const { metadata, markdown } = await read('cyrillic', await sharp(Buffer.from(svg)).png().toBuffer());
    assert.ok((markdown.match(/\p{L}+/gu) ?? []).length <= 5, markdown);
    assert.ok(Number(metadata.confidence) < 0.7, String(metadata.confidence));
    assert.ok(Number(metadata.dropped_words) > 10, String(metadata.dropped_words));
  });
});
