import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { bounded } from '../../src/pdf/bounded-parser.ts';
import { openPdf } from '../../src/pdf/open-pdf.ts';
import { firstExtraObject, streamObject, tinyPdf } from '../fixtures/tiny-pdf.ts';
import { pdfFile } from '../helpers/pdf-file.ts';

const FIRST = firstExtraObject(1);

test('an image keeps its place and its size in pixels without being decoded', async () => {
  const image = streamObject(
    'no pixels at all',
    '/Type /XObject /Subtype /Image /Width 300 /Height 100 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode',
  );
  const resources = `/XObject << /Im ${FIRST} 0 R >>`;
  await using file = await pdfFile(
    tinyPdf([{ content: 'q 100 0 0 50 200 300 cm /Im Do Q', resources }], { objects: [image] }),
  );
  await using pdf = await openPdf(file.path, { maxPages: 1 });
  using page = await pdf.page(1);
  const [drawing] = page.graphics.drawings;
  assert.equal(drawing?.kind, 'image');
  assert.equal(drawing?.pixelsPerPoint, 3);
});

test('a page that unpacks to more than it may is too large, and the next one is read', async () => {
  const bomb = deflateSync(Buffer.alloc(300 * 2 ** 20, ' ')).toString('latin1');
  const text = tinyPdf([{ content: '' }, { content: 'BT /F1 9 Tf 72 700 Td (sound) Tj ET' }], {
    objects: [streamObject(bomb, '/Filter /FlateDecode')],
  }).toString('latin1');
  await using file = await pdfFile(
    Buffer.from(text.replace('/Contents 5 0 R', `/Contents ${firstExtraObject(2)} 0 R`), 'latin1'),
  );
  await using pdf = await openPdf(file.path, { maxPages: 2 });
  await assert.rejects(pdf.page(1), { code: 'too-large', message: /unpacks/ });
  using page = await pdf.page(2);
  assert.deepEqual(
    page.runs.map(({ text }) => text),
    ['sound'],
  );
});

test('a parser of which a line is missing or there twice is refused', () => {
  const source = readFileSync(createRequire(import.meta.url).resolve('pdfjs-dist/legacy/build/pdf.worker.mjs'), 'utf8');
  assert.match(bounded(source), /^import \{ decoded \}/);
  assert.throws(() => bounded(source.replace('PDFImage.buildImage({', '')), /pdfjs-dist has changed/);
  assert.throws(() => bounded(source + source), /pdfjs-dist has changed/);
});
