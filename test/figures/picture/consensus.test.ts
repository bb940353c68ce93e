import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findConsensus } from '../../../src/figures/picture/consensus.ts';
import type { Correspondence } from '../../../src/figures/picture/correspondences.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const placement = fc.record({
  sx: fc.double({ min: 0.4, max: 2, noNaN: true }),
  squeeze: fc.double({ min: 0.8, max: 1.25, noNaN: true }),
  tx: fc.integer({ min: 0, max: 2000 }),
  ty: fc.integer({ min: 0, max: 2000 }),
});

/** Inliers on a jittered grid over a figure of 500 × 400 px, and strays anywhere on a poster of 3000 × 3000 px. */
const scene = fc.tuple(
  placement,
  fc.array(fc.tuple(unit, unit), { minLength: 25, maxLength: 25 }),
  fc.array(fc.tuple(unit, unit, unit, unit), { maxLength: 40 }),
);

describe('the placement most correspondences agree on', () => {
  it('is found among strays, to within pixels, and found alike every time', () => {
    fc.assert(
      fc.property(scene, ([{ sx, squeeze, tx, ty }, jitter, strays]) => {
        const sy = sx * squeeze;
        const inliers = jitter.map(([jx, jy], i): Correspondence => {
          const [fx, fy] = [(i % 5) * 110 + 20 * jx, Math.floor(i / 5) * 85 + 20 * jy];
          return { fx, fy, px: sx * fx + tx + jy - 0.5, py: sy * fy + ty + jx - 0.5, scale: Math.sqrt(sx * sy) };
        });
        const noise = strays.map(([a, b, c, d]) => ({
          fx: 500 * a,
          fy: 400 * b,
          px: 3000 * c,
          py: 3000 * d,
          scale: 0.3 + 2 * a,
        }));
        const matches = [...noise, ...inliers];
        const found = findConsensus(matches);
        assert.ok(found && found.distinct >= 20);
        for (const [fx, fy] of [
          [0, 0],
          [500, 400],
        ] as const) {
          assert.ok(Math.abs(found.placement.sx * fx + found.placement.tx - sx * fx - tx) < 8);
          assert.ok(Math.abs(found.placement.sy * fy + found.placement.ty - sy * fy - ty) < 8);
        }
        assert.deepEqual(findConsensus(matches), found);
      }),
      { numRuns: 60 },
    );
  });

  it('needs five distinct correspondences: one spot many times over is one piece of evidence', () => {
    const spot = { fx: 10, fy: 10, px: 40, py: 40, scale: 1 };
    const corner = { fx: 60, fy: 60, px: 90, py: 90, scale: 1 };
    assert.equal(findConsensus([]), null);
    assert.equal(findConsensus([...Array(20).fill(spot), ...Array(20).fill(corner)]), null);
  });
});
