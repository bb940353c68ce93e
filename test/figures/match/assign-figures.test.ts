import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assignPlaces, type Candidate } from '../../../src/figures/match/assign-figures.ts';
import { UPRIGHT } from '../../../src/figures/picture/picture.ts';

interface Seen {
  readonly figure: number;
  readonly x: number;
  readonly inliers: number;
  /** Share of the figure, its left part. */
  readonly coverage: number;
}

/** A figure of 100 tiles, 400 px wide on the poster, of which the left part is seen. */
function candidate({ figure, x, inliers, coverage }: Seen): Candidate {
  const seen = { part: { x: 0, y: 0, width: coverage, height: 1 }, agreeing: 100 * coverage, compared: 100 * coverage };
  return {
    figure,
    pose: UPRIGHT,
    sighting: {
      placement: { sx: 1, sy: 1, tx: x, ty: 0 },
      inliers,
      seen: { ...seen, coverage },
      region: { x, y: 0, width: 400 * coverage, height: 300 },
    },
  };
}

const figuresOf = (...seen: Seen[]): number[] => assignPlaces(seen.map(candidate)).map(({ figure }) => figure);

describe('a place on the poster', () => {
  it('belongs to the figure with most votes of those that overlap there', () => {
    const twin = { figure: 0, x: 10, inliers: 30, coverage: 1 };
    assert.deepEqual(figuresOf(twin, { figure: 1, x: 0, inliers: 90, coverage: 1 }), [1]);
    assert.deepEqual(figuresOf(twin, { figure: 1, x: 500, inliers: 90, coverage: 1 }).toSorted(), [0, 1]);
  });

  it('is no reuse of a figure when a small part of it gathers few votes, as an axis in common does', () => {
    assert.deepEqual(figuresOf({ figure: 0, x: 0, inliers: 13, coverage: 0.2 }), []);
    assert.deepEqual(figuresOf({ figure: 0, x: 0, inliers: 13, coverage: 0.9 }), [0]);
    assert.deepEqual(figuresOf({ figure: 0, x: 0, inliers: 50, coverage: 0.2 }), [0]);
  });
});
