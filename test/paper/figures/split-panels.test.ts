import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { splitPanels } from '../../../src/paper/figures/split-panels.ts';
import type { Rect } from '../../../src/pdf/geometry.ts';
import type { Bitmap } from '../../../src/pdf/rasterise.ts';

/** White, with filled rectangles in whole pixels; a pixel is a point. */
function bitmapOf(width: number, height: number, filled: readonly Rect[]): Bitmap {
  const data = new Uint8Array(width * height * 3).fill(255);
  for (const { x0, y0, x1, y1 } of filled)
    for (let y = y0; y < y1; y++) data.fill(0, (y * width + x0) * 3, (y * width + x1) * 3);
  return { width, height, data, dpi: 72 };
}

const box = (x0: number, y0: number, width: number, height: number): Rect => ({
  x0,
  y0,
  x1: x0 + width,
  y1: y0 + height,
});

test('white space divides a grid into its panels, row by row', () => {
  const size = fc.integer({ min: 40, max: 60 });
  const count = fc.integer({ min: 1, max: 3 });
  const gap = fc.integer({ min: 8, max: 20 });
  fc.assert(
    fc.property(size, size, count, count, gap, (width, height, columns, rows, space) => {
      fc.pre(columns * rows > 1);
      const panels = Array.from({ length: rows * columns }, (_, i) =>
        box((i % columns) * (width + space), Math.floor(i / columns) * (height + space), width, height),
      );
      const bitmap = bitmapOf(columns * (width + space) - space, rows * (height + space) - space, panels);
      assert.deepEqual(splitPanels(bitmap, []), panels);
    }),
    { numRuns: 40 },
  );
});

test('names under panels stay with the panel above them', () => {
  const [left, right] = [box(0, 0, 80, 60), box(100, 0, 80, 60)];
  const names = [box(30, 66, 20, 8), box(130, 66, 20, 8)];
  assert.deepEqual(splitPanels(bitmapOf(180, 74, [left, right, ...names]), []), [
    box(0, 0, 80, 74),
    box(100, 0, 80, 74),
  ]);
});

test('a picture and its legend are no panels', () => {
  assert.deepEqual(splitPanels(bitmapOf(200, 100, [box(0, 0, 140, 100), box(160, 30, 40, 40)]), []), []);
});

test('images side by side are panels although nothing white is between them', () => {
  const parts = [box(0, 0, 80, 80), box(80, 0, 80, 80)];
  assert.deepEqual(splitPanels(bitmapOf(160, 80, parts), parts), parts);
});

test('one picture has no panels, and neither has a blank one', () => {
  assert.deepEqual(splitPanels(bitmapOf(100, 100, [box(0, 0, 100, 100)]), []), []);
  assert.deepEqual(splitPanels(bitmapOf(100, 100, []), []), []);
});
