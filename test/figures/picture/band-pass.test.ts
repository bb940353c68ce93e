import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bandPass } from '../../../src/figures/picture/band-pass.ts';
import type { GreyImage } from '../../../src/figures/picture/decode-image.ts';

/** The mean over `radius` values to either side, the ends repeated; as plainly as it can be said. */
const mean = (values: number[], radius: number): number[] =>
  values.map((_, i) => {
    let sum = 0;
    for (let k = i - radius; k <= i + radius; k += 1) sum += values[Math.min(values.length - 1, Math.max(0, k))] ?? 0;
    return sum / (2 * radius + 1);
  });

const means = (values: number[], radii: number[]): number[] => radii.reduce(mean, values);

function blurred({ data, width, height }: GreyImage, radii: number[]): number[][] {
  const rows = Array.from({ length: height }, (_, y) => means([...data.subarray(y * width, (y + 1) * width)], radii));
  const columns = Array.from({ length: width }, (_, x) =>
    means(
      rows.map((row) => row[x] ?? 0),
      radii,
    ),
  );
  return rows.map((row, y) => row.map((_, x) => columns[x]?.[y] ?? 0));
}

const picture = fc
  .record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 40 }), seed: fc.nat() })
  .map(({ width, height, seed }) => ({
    width,
    height,
    data: Uint8Array.from({ length: width * height }, (_, i) => Math.imul(i + 1, 2654435761 ^ seed) >>> 24),
  }));

test('a band-pass is the difference of two blurs, each of three running means along both axes', () => {
  fc.assert(
    fc.property(picture, (image) => {
      const { values, stride } = bandPass(image, 1.5, 8);
      // Radii whose variances add up to those of Gaussians of 1.5 and 8 pixels.
      const [fine, coarse] = [blurred(image, [1, 1, 1]), blurred(image, [8, 7, 8])];
      for (let y = 0; y < image.height; y += 1) {
        for (let x = 0; x < image.width; x += 1) {
          const wanted = (fine[y]?.[x] ?? 0) - (coarse[y]?.[x] ?? 0);
          assert.ok(Math.abs((values[y * stride + x] ?? 0) - wanted) < 0.01, `at ${x}, ${y}`);
        }
      }
    }),
    { numRuns: 30 },
  );
});
