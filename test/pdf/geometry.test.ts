import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compose, IDENTITY, type Matrix, unite } from '../../src/pdf/geometry.ts';

const number = fc.double({ min: -100, max: 100, noNaN: true });
const matrix = fc.tuple(number, number, number, number, number, number).map((m): Matrix => m);

const apply = ([a, b, c, d, e, f]: Matrix, [x, y]: readonly [number, number]): [number, number] => [
  a * x + c * y + e,
  b * x + d * y + f,
];

test('a composed matrix does what its two parts do one after the other', () => {
  fc.assert(
    fc.property(matrix, matrix, fc.tuple(number, number), (outer, inner, point) => {
      const [x, y] = apply(compose(outer, inner), point);
      const [u, v] = apply(outer, apply(inner, point));
      const close = (p: number, q: number) => Math.abs(p - q) <= 1e-6 * (1 + Math.abs(p));
      return close(x, u) && close(y, v);
    }),
  );
});

test('the identity changes nothing on either side', () => {
  fc.assert(
    fc.property(matrix, (m) => {
      assert.deepEqual(
        compose(IDENTITY, m).map((v) => v + 0),
        m.map((v) => v + 0),
      );
      assert.deepEqual(
        compose(m, IDENTITY).map((v) => v + 0),
        m.map((v) => v + 0),
      );
    }),
  );
});

test('a union holds each of its rectangles', () => {
  const rect = fc.tuple(number, number, number, number).map(([x, y, w, h]) => ({
    x0: x,
    y0: y,
    x1: x + Math.abs(w),
    y1: y + Math.abs(h),
  }));
  fc.assert(
    fc.property(fc.array(rect, { minLength: 1 }), (rects) => {
      const all = unite(rects);
      return rects.every((r) => r.x0 >= all.x0 && r.y0 >= all.y0 && r.x1 <= all.x1 && r.y1 <= all.y1);
    }),
  );
});
