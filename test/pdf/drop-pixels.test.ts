import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dropPixels } from '../../src/pdf/drop-pixels.ts';
import { openPdf } from '../../src/pdf/open-pdf.ts';
import { firstExtraObject, streamObject, tinyPdf } from '../fixtures/tiny-pdf.ts';
import { pdfFile } from '../helpers/pdf-file.ts';

const dropped = (text: string): string => {
  const bytes = new Uint8Array(Buffer.from(text, 'latin1'));
  dropPixels(bytes);
  return Buffer.from(bytes).toString('latin1');
};

test('an image keeps its place and its size in pixels without being decoded', async () => {
  const image = streamObject(
    'no pixels at all',
    '/Type /XObject /Subtype /Image /Width 300 /Height 100 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode',
  );
  const resources = `/XObject << /Im ${firstExtraObject(1)} 0 R >>`;
  await using file = await pdfFile(
    tinyPdf([{ content: 'q 100 0 0 50 200 300 cm /Im Do Q', resources }], { objects: [image] }),
  );
  await using pdf = await openPdf(file.path, { maxPages: 1 });
  using page = await pdf.page(1);
  const [drawing] = page.graphics.drawings;
  assert.equal(drawing?.kind, 'image');
  assert.equal(drawing?.pixelsPerPoint, 3);
});

test('only images lose their bits per component', () => {
  const mesh = '1 0 obj << /ShadingType 4 /BitsPerComponent 8 >> stream\nx\nendstream endobj';
  const image = '2 0 obj << /Subtype/Image /BitsPerComponent 8 >> stream\nx\nendstream endobj';
  assert.equal(dropped(`${mesh} ${image} ${mesh}`), `${mesh} ${image.replace('/Bits', '/bits')} ${mesh}`);
});
