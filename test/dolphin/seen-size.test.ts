import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isReadable, type Size, seenSize } from '../../src/dolphin/seen-size.ts';

const side = fc.integer({ min: 4, max: 20_000 });
const picture = fc.record({ width: side, height: side }).filter(isReadable);
const ratio = ({ width, height }: Size): number => width / height;

test('every picture is seen in whole patches of 28 pixels, from 784 to 2,560,000 pixels', () => {
  fc.assert(
    fc.property(picture, (size) => {
      const { width, height } = seenSize(size);
      assert.equal(width % 28, 0);
      assert.equal(height % 28, 0);
      assert.ok(width * height >= 784 && width * height <= 2_560_000, `${width} × ${height}`);
    }),
  );
});

test('the longer side is never seen beyond 1600 pixels, but where the shorter must be a patch', () => {
  fc.assert(
    fc.property(picture, (size) => {
      const { width, height } = seenSize(size);
      assert.ok(Math.max(width, height) <= 1600 || Math.min(width, height) === 28);
    }),
  );
});

test('what is seen keeps its shape to half a patch', () => {
  fc.assert(
    fc.property(picture, (size) => {
      const seen = seenSize(size);
      const slack = (14 / Math.min(seen.width, seen.height)) * 2.5 + 0.02;
      assert.ok(Math.abs(Math.log(ratio(seen) / ratio(size))) <= Math.max(slack, 1.3 * slack), `${seen.width}`);
    }),
  );
});

test('a picture that was made to fit is seen as it is', () => {
  const stout = picture.filter((size) => Math.max(ratio(size), 1 / ratio(size)) < 50);
  fc.assert(fc.property(stout, (size) => assert.deepEqual(seenSize(seenSize(size)), seenSize(size))));
});

test('a page of 8.5 by 11 inches at 1600 pixels is seen at 1232 by 1596', () => {
  assert.deepEqual(seenSize({ width: 1236, height: 1600 }), { width: 1232, height: 1596 });
});

test('three pixels show nothing, and strips beyond 200 to 1 are not taken', () => {
  assert.equal(isReadable({ width: 3, height: 400 }), false);
  assert.equal(isReadable({ width: 4, height: 400 }), true);
  assert.equal(isReadable({ width: 4, height: 801 }), false);
});
