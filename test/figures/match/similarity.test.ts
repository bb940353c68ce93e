import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { GreyImage } from '../../../src/figures/picture/decode-image.ts';
import { hashSimilarity, perceptualHash } from '../../../src/figures/picture/perceptual-hash.ts';
import { structuralSimilarity } from '../../../src/figures/picture/structural-similarity.ts';

const picture = (least = 1, most = 24): fc.Arbitrary<GreyImage> =>
  fc
    .tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most }))
    .chain(([width, height]) =>
      fc.uint8Array({ minLength: width * height, maxLength: width * height }).map((data) => ({ data, width, height })),
    );

const twin = (image: GreyImage): fc.Arbitrary<GreyImage> =>
  fc.uint8Array({ minLength: image.data.length, maxLength: image.data.length }).map((data) => ({ ...image, data }));

/** As the paper writes it, window by window. */
function plainSsim(a: GreyImage, b: GreyImage): number {
  const means: number[] = [];
  for (let y = 0; y + 7 <= a.height; y += 1) {
    for (let x = 0; x + 7 <= a.width; x += 1) {
      const at = Array.from({ length: 49 }, (_, i) => (y + Math.floor(i / 7)) * a.width + x + (i % 7));
      const [p, q] = [at.map((i) => a.data[i] ?? 0), at.map((i) => b.data[i] ?? 0)];
      const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / 49;
      const [mp, mq] = [mean(p), mean(q)];
      const covary = (u: number[], v: number[], mu: number, mv: number): number =>
        u.reduce((sum, value, i) => sum + (value - mu) * ((v[i] ?? 0) - mv), 0) / 48;
      const [c1, c2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2];
      means.push(
        ((2 * mp * mq + c1) * (2 * covary(p, q, mp, mq) + c2)) /
          ((mp ** 2 + mq ** 2 + c1) * (covary(p, p, mp, mp) + covary(q, q, mq, mq) + c2)),
      );
    }
  }
  return means.reduce((sum, value) => sum + value, 0) / means.length;
}

describe('structural similarity', () => {
  it('equals the formula of Wang et al. with a uniform 7 × 7 window and sample covariance', () => {
    const pairs = picture(7).chain((a) => fc.tuple(fc.constant(a), twin(a)));
    fc.assert(
      fc.property(pairs, ([a, b]) => Math.abs(structuralSimilarity(a, b) - plainSsim(a, b)) < 1e-9),
      { numRuns: 50 },
    );
  });

  it('is 1 for a picture with itself and within −1 to 1 for any two, of whatever size', () => {
    const pairs = picture().chain((a) => fc.tuple(fc.constant(a), twin(a)));
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        assert.ok(Math.abs(structuralSimilarity(a, a) - 1) < 1e-9);
        const score = structuralSimilarity(a, b);
        assert.ok(score >= -1.000001 && score <= 1.000001);
      }),
    );
  });

  it('refuses pictures of different sizes', () => {
    const [a, b] = [1, 2].map((width) => ({ data: new Uint8Array(width), width, height: 1 }));
    assert.throws(() => a && b && structuralSimilarity(a, b), RangeError);
  });
});

describe('the perceptual hash', () => {
  const scene = (width: number, height: number): GreyImage => ({
    width,
    height,
    data: Uint8Array.from({ length: width * height }, (_, i) => {
      const [x, y] = [(i % width) / width, Math.floor(i / width) / height];
      return 128 + 60 * Math.sin(9 * x + 3 * y) * Math.cos(14 * y * x) + 50 * (x > 0.3 && y > 0.6 ? 1 : 0);
    }),
  });

  it('has 256 bits, and gives any picture a similarity of 1 with itself', () => {
    fc.assert(
      fc.property(picture(), (image) => {
        const hash = perceptualHash(image);
        assert.equal(hash.length, 256);
        assert.equal(hashSimilarity(hash, hash), 1);
      }),
      { numRuns: 20 },
    );
  });

  it('stays nearly the same at another size and changes by about half for another scene', () => {
    const [small, large] = [perceptualHash(scene(200, 150)), perceptualHash(scene(640, 480))];
    const upsideDown = scene(200, 150);
    upsideDown.data.reverse();
    assert.ok(hashSimilarity(small, large) > 0.9);
    assert.ok(hashSimilarity(small, perceptualHash(upsideDown)) < 0.75);
  });
});
