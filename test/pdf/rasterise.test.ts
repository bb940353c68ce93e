import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RowError } from '../../src/model/item.ts';
import { openRasteriser } from '../../src/pdf/rasterise.ts';
import { firstExtraObject, streamObject, tinyPdf } from '../fixtures/tiny-pdf.ts';

const whole = { x0: 0, y0: 0, x1: 200, y1: 100 };
const BLACK = [0, 0, 0];
const WHITE = [255, 255, 255];

test('a region is painted at the stated resolution, red first, on white', async () => {
  using pdf = await openRasteriser(tinyPdf([{ content: '1 0 0 rg 0 50 100 50 re f', width: 200, height: 100 }]));
  const page = pdf.pageSize(1);
  assert.deepEqual(page, { number: 1, width: 200, height: 100 });
  const { width, height, data, dpi } = pdf.render(page, whole, 144);
  assert.deepEqual([width, height, dpi], [400, 200, 144]);
  assert.deepEqual([...data.subarray(0, 3)], [255, 0, 0]);
  assert.deepEqual([...data.subarray(-3)], WHITE);
});

test('a region holds what the whole page holds at its place', async () => {
  using pdf = await openRasteriser(tinyPdf([{ content: '0 g 90 40 20 20 re f', width: 200, height: 100 }]));
  const { width, data } = pdf.render(pdf.pageSize(1), { x0: 80, y0: 30, x1: 120, y1: 70 }, 72);
  const pixel = (x: number, y: number) => [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
  assert.deepEqual([pixel(5, 5), pixel(20, 20), pixel(35, 35)], [WHITE, BLACK, WHITE]);
});

test('a region of absurd size is painted at a lower resolution, and says so', async () => {
  using pdf = await openRasteriser(tinyPdf([{ content: '', width: 14_400, height: 14_400 }]));
  const { width, height, dpi } = pdf.render(pdf.pageSize(1), { x0: 0, y0: 0, x1: 14_400, y1: 14_400 }, 300);
  assert.ok(width * height <= 33e6 && dpi < 300);
});

test('what is not a PDF is unreadable', async () => {
  await assert.rejects(openRasteriser(Buffer.from('no pdf')), { name: 'RowError', code: 'unreadable' });
});

test('the frames of links are not painted', async () => {
  const annotation = `/Annots [<< /Type /Annot /Subtype /Link /Rect [10 10 190 90] /Border [0 0 5] /C [1 0 0] >>]`;
  using pdf = await openRasteriser(
    tinyPdf([{ content: '', width: 200, height: 100, resources: `>> ${annotation} /X <<` }]),
  );
  assert.ok(pdf.render(pdf.pageSize(1), whole, 72).data.every((value) => value === 255));
});

test('a document that breaks the renderer harms no later one', async () => {
  const image =
    '/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceRGB /BitsPerComponent 8';
  const hostile = tinyPdf(
    [{ content: '200 0 0 100 0 0 cm /Im Do', resources: `/XObject << /Im ${firstExtraObject(1)} 0 R >>` }],
    {
      objects: [streamObject('x', image)],
    },
  );
  {
    using pdf = await openRasteriser(hostile);
    const page = pdf.pageSize(1);
    try {
      pdf.render(page, whole, 72);
    } catch (error) {
      assert.ok(error instanceof RowError);
    }
  }
  using next = await openRasteriser(tinyPdf([{ content: '0 g 0 0 200 100 re f', width: 200, height: 100 }]));
  assert.deepEqual([...next.render(next.pageSize(1), whole, 72).data.subarray(0, 3)], BLACK);
});
