/** An aligned figure and poster region → the usual scores, each 0 to 1 (structural similarity −1 to 1). */

import type { AlignedPair } from '../picture/align.ts';
import { DESCRIPTOR_BYTES } from '../picture/keypoint-columns.ts';
import { hashSimilarity, perceptualHash } from '../picture/perceptual-hash.ts';
import { structuralSimilarity } from '../picture/structural-similarity.ts';
import type { Sift } from '../sift/sift.ts';

export interface Scores {
  readonly phash_score: number;
  readonly ssim_score: number;
  readonly feature_score: number;
  readonly combined_score: number;
}

/** Lowe's ratio for a good match. */
const GOOD_RATIO = 0.7;
/** Shares of the three scores in the combined one. */
const WEIGHTS = { phash: 0.3, ssim: 0.3, feature: 0.4 };

/** Rounded to four digits, so that records stay short. */
export function scoreSimilarity({ figure, poster }: AlignedPair, featureScore: number): Scores {
  const phash = hashSimilarity(perceptualHash(figure), perceptualHash(poster));
  const ssim = structuralSimilarity(figure, poster);
  const combined = WEIGHTS.phash * phash + WEIGHTS.ssim * ssim + WEIGHTS.feature * featureScore;
  return {
    phash_score: round(phash),
    ssim_score: round(ssim),
    feature_score: round(featureScore),
    combined_score: round(Math.min(1, Math.max(0, combined))),
  };
}

const round = (score: number): number => Math.round(score * 1e4) / 1e4;

/** Good matches / the smaller number of keypoints; each keypoint of the smaller side is matched at most once. */
export function featureScore(sift: Sift, a: Uint8Array, b: Uint8Array): number {
  const [query, train] = a.length <= b.length ? [a, b] : [b, a];
  if (query.length === 0 || train.length < 2 * DESCRIPTOR_BYTES) return 0;
  const { firstDistance, secondDistance } = sift.nearestTwo(query, train);
  const good = firstDistance.reduce(
    (count, distance, i) => count + (distance < GOOD_RATIO ** 2 * (secondDistance[i] ?? 0) ? 1 : 0),
    0,
  );
  return good / firstDistance.length;
}
