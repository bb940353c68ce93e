/** Correspondences → the placements of the figure on the poster that most of them agree on. */
import type { Correspondence } from './correspondences.ts';

/** Poster = scale × figure + shift, in pixels; a figure keeps its axes but may be squeezed along one. */
export interface Placement {
  readonly sx: number;
  readonly sy: number;
  readonly tx: number;
  readonly ty: number;
}

export interface Consensus {
  readonly placement: Placement;
  readonly inliers: Correspondence[];
  /** Inliers that are not the same spot twice: several keypoints at one corner are one piece of evidence. */
  readonly distinct: number;
}

/** Poster pixels by which an inlier may miss its place. */
const TOLERANCE = 4;
/** Bounds of sx / sy: posters squeeze pictures, but not beyond recognition. */
const SQUEEZE = { least: 0.75, most: 1.33 };
/** Factor by which a keypoint's own scale may differ from the placement's: SIFT's scales are coarse. */
const SCALE_TOLERANCE = 1.6;
/** Two samples nearer than this along an axis do not fix the scale along it, pixels of the poster. */
const LEAST_SPREAD = 12;
const MAX_SAMPLES = 12_000;
/** The chance, after which sampling stops, of having missed a pair of inliers. */
const MISS = 1e-6;
export const LEAST_INLIERS = 5;

/**
 * RANSAC (Fischler & Bolles 1981) over pairs, with a fixed seed: the same correspondences give the same placement.
 * Returns null when fewer than five distinct correspondences agree.
 */
export function findConsensus(matches: readonly Correspondence[]): Consensus | null {
  if (matches.length < LEAST_INLIERS) return null;
  const random = seededRandom(matches.length);
  let best: { placement: Placement; votes: number } | null = null;
  let samples = MAX_SAMPLES;
  for (let sample = 0; sample < samples; sample += 1) {
    const a = matches[Math.floor(random() * matches.length)];
    const b = matches[Math.floor(random() * matches.length)];
    const placement = a && b && placementOf(a, b);
    if (!placement) continue;
    const votes = countVotes(matches, placement);
    if (votes <= (best?.votes ?? 2)) continue;
    best = { placement, votes };
    samples = Math.min(MAX_SAMPLES, samplesNeeded(votes / matches.length));
  }
  return best && refine(matches, best.placement);
}

/** How many random pairs until one of inliers alone was surely among them. */
function samplesNeeded(share: number): number {
  return share >= 1 ? 1 : Math.ceil(Math.log(MISS) / Math.log(1 - share * share));
}

function placementOf(a: Correspondence, b: Correspondence): Placement | null {
  const [dx, dy] = [b.px - a.px, b.py - a.py];
  const fixesX = Math.abs(dx) >= LEAST_SPREAD;
  const fixesY = Math.abs(dy) >= LEAST_SPREAD;
  if (!fixesX && !fixesY) return null;
  const [alongX, alongY] = [dx / (b.fx - a.fx), dy / (b.fy - a.fy)];
  const sx = fixesX ? alongX : alongY;
  const sy = fixesY ? alongY : alongX;
  if (!isPlausible(sx, sy)) return null;
  const mean = Math.sqrt(sx * sy);
  if (!agreesInScale(a, mean) || !agreesInScale(b, mean)) return null;
  return { sx, sy, tx: a.px - sx * a.fx, ty: a.py - sy * a.fy };
}

const isPlausible = (sx: number, sy: number): boolean =>
  sx > 0 && sy > 0 && Number.isFinite(sx) && Number.isFinite(sy) && sx / sy >= SQUEEZE.least && sx / sy <= SQUEEZE.most;

const agreesInScale = ({ scale }: Correspondence, mean: number): boolean =>
  scale < mean * SCALE_TOLERANCE && mean < scale * SCALE_TOLERANCE;

function isInlier(match: Correspondence, { sx, sy, tx, ty }: Placement): boolean {
  return (
    Math.abs(match.px - sx * match.fx - tx) <= TOLERANCE &&
    Math.abs(match.py - sy * match.fy - ty) <= TOLERANCE &&
    agreesInScale(match, Math.sqrt(sx * sy))
  );
}

function countVotes(matches: readonly Correspondence[], placement: Placement): number {
  let votes = 0;
  for (const match of matches) if (isInlier(match, placement)) votes += 1;
  return votes;
}

/** Least squares over the inliers, twice: the sampled pair alone is as inexact as its two keypoints. */
function refine(matches: readonly Correspondence[], sampled: Placement): Consensus | null {
  let placement = sampled;
  let inliers = matches.filter((match) => isInlier(match, placement));
  for (let round = 0; round < 3; round += 1) {
    const fitted = fit(inliers, placement);
    const kept = matches.filter((match) => isInlier(match, fitted));
    if (kept.length < inliers.length || !isPlausible(fitted.sx, fitted.sy)) break;
    [placement, inliers] = [fitted, kept];
  }
  const distinct = countDistinct(inliers);
  return distinct < LEAST_INLIERS ? null : { placement, inliers, distinct };
}

function fit(inliers: readonly Correspondence[], before: Placement): Placement {
  const x = regress(
    inliers.map(({ fx, px }) => [fx, px]),
    before.sx,
  );
  const y = regress(
    inliers.map(({ fy, py }) => [fy, py]),
    before.sy,
  );
  return { sx: x.scale, sy: y.scale, tx: x.shift, ty: y.shift };
}

/** Line through points; where they lie within a few pixels of each other the slope stays as it was. */
function regress(points: [number, number][], slope: number): { scale: number; shift: number } {
  const n = points.length;
  const meanFrom = points.reduce((sum, [from]) => sum + from, 0) / n;
  const meanTo = points.reduce((sum, [, to]) => sum + to, 0) / n;
  let [variance, covariance] = [0, 0];
  for (const [from, to] of points) {
    variance += (from - meanFrom) ** 2;
    covariance += (from - meanFrom) * (to - meanTo);
  }
  const spread = Math.sqrt(variance / n) * slope;
  const scale = spread >= LEAST_SPREAD ? covariance / variance : slope;
  return { scale, shift: meanTo - scale * meanFrom };
}

function countDistinct(inliers: readonly Correspondence[]): number {
  return new Set(inliers.map(({ px, py }) => `${Math.round(px / TOLERANCE)},${Math.round(py / TOLERANCE)}`)).size;
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, numbers in [0, 1). */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
