import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openSift } from '../../../src/figures/sift/sift.ts';
import { squaredDistance } from './fixtures.ts';

const at = (descriptors: Uint8Array, i: number) => descriptors.subarray(128 * i, 128 * (i + 1));

/** The definition: sort all by distance, equal ones by index. */
function byDefinition(query: Uint8Array, train: Uint8Array): { index: number; distance: number }[] {
  return Array.from({ length: train.length / 128 }, (_, index) => ({
    index,
    distance: squaredDistance(query, at(train, index)),
  }))
    .toSorted((a, b) => a.distance - b.distance || a.index - b.index)
    .slice(0, 2);
}

/** Few distinct descriptors, so that ties are common, up to the largest bytes. */
const descriptors = (maxLength: number) =>
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom(0, 1, 200, 255)), { maxLength })
    .map((rows) =>
      Uint8Array.from(
        rows.flatMap(([seed, top]) => Array.from({ length: 128 }, (_, k) => (top * ((k * seed) % 7)) / 6)),
      ),
    );

test('the two nearest are those of the definition, ties by index, for any number of descriptors', () => {
  using sift = openSift();
  fc.assert(
    fc.property(descriptors(9), descriptors(140), (query, train) => {
      const found = sift.nearestTwo(query, train);
      assert.equal(found.first.length, query.length / 128);
      for (let i = 0; i < found.first.length; i++) {
        const [first, second] = byDefinition(at(query, i), train);
        assert.equal(found.first[i], first?.index ?? -1);
        assert.equal(found.second[i], second?.index ?? -1);
        assert.equal(found.firstDistance[i], first?.distance ?? 2 ** 31 - 1);
        assert.equal(found.secondDistance[i], second?.distance ?? 2 ** 31 - 1);
      }
    }),
    { numRuns: 150 },
  );
});

test('bytes that are no whole number of descriptors are refused', () => {
  using sift = openSift();
  assert.throws(() => sift.nearestTwo(new Uint8Array(127), new Uint8Array(128)), RangeError);
  assert.throws(() => sift.nearestTwo(new Uint8Array(128), new Uint8Array(129)), RangeError);
});
