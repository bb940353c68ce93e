import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { countColumns } from '../../../../src/poster/structure/regions/columns.ts';
import { inReadingOrder } from '../../../../src/poster/structure/words/order-lines.ts';

const box = (x0: number, y0: number, x1: number, y1: number) => ({ box: { x0, y0, x1, y1 } });
const arbitraryItem = fc
  .tuple(fc.nat(900), fc.nat(900), fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 60 }))
  .map(([x, y, width, height]) => box(x, y, x + width, y + height));

describe('reading order', () => {
  it('reads each item once, whatever lies where', () => {
    fc.assert(
      fc.property(fc.array(arbitraryItem, { maxLength: 60 }), fc.nat(40), (items, gutter) => {
        const ordered = inReadingOrder(items, gutter);
        assert.equal(ordered.length, items.length);
        assert.deepEqual(new Set(ordered), new Set(items));
      }),
    );
  });

  it('reads a column to its end before the next one', () => {
    const left = [box(0, 0, 100, 20), box(0, 30, 100, 50), box(0, 60, 100, 80)];
    const right = [box(150, 0, 250, 20), box(150, 30, 250, 50)];
    assert.deepEqual(inReadingOrder([...right, ...left].reverse(), 20), [...left, ...right]);
  });

  it('reads a row from the left, though its pieces are not quite as high', () => {
    const [left, middle, right] = [box(0, 3, 100, 23), box(110, 0, 200, 21), box(210, 2, 300, 22)];
    const below = box(0, 25, 100, 45);
    assert.deepEqual(inReadingOrder([middle, below, right, left], 1000), [left, middle, right, below]);
  });

  it('reads columns below a line across them after it', () => {
    const across = box(0, 0, 250, 20);
    const left = [box(0, 30, 100, 50), box(0, 60, 100, 80)];
    const right = [box(150, 30, 250, 50), box(150, 60, 250, 80)];
    assert.deepEqual(inReadingOrder([...right, across, ...left], 20), [across, ...left, ...right]);
  });
});

describe('columns', () => {
  const page = { x0: 0, y0: 0, x1: 1000, y1: 1000 };
  const band = box(0, 300, 1000, 1000);

  it('are counted where sections stand side by side, however much of the page a band takes', () => {
    const beside = [box(0, 0, 320, 290), box(340, 0, 660, 290), box(680, 0, 1000, 290)];
    assert.equal(countColumns([...beside, band], page).length, 3);
  });

  it('are one where next to nothing stands side by side', () => {
    assert.equal(countColumns([box(0, 240, 490, 290), box(510, 240, 1000, 290), band], page).length, 1);
  });
});
