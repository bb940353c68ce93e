/** Keypoints of a figure → the places on the poster that look the same and stand the same way round. */

import type { Keypoints, Sift } from '../sift/sift.ts';
import { DESCRIPTOR_BYTES, gatherDescriptors } from './keypoint-columns.ts';

/** Degrees by which two keypoints of one place may differ in direction. */
const ANGLE_TOLERANCE = 12;

/** Degrees of figure keypoints searched at a time: wide enough that few searches run, narrow enough that each is small. */
const ANGLE_STEP = 24;

/** A keypoint of the figure and the one it resembles on the poster. */
export interface Correspondence {
  /** Pixels of the figure, turned by the rotation asked for. */
  readonly fx: number;
  readonly fy: number;
  /** Pixels of the poster. */
  readonly px: number;
  readonly py: number;
  /** Size on the poster / size in the figure. */
  readonly scale: number;
}

/** Poster keypoints in order of their direction, so that those of similar direction are one stretch of memory. */
export interface DirectionIndex {
  readonly keypoints: Keypoints;
  /** Position in the index → number of the keypoint; runs once around, then again over the first directions. */
  readonly order: Int32Array;
  /** Degrees of each position, rising; beyond 360 where the order runs on. */
  readonly angles: Float32Array;
  readonly descriptors: Uint8Array;
}

/** A search window reaches this far beyond a full turn. */
const WINDOW = ANGLE_STEP + 2 * ANGLE_TOLERANCE;

export function indexByDirection(keypoints: Keypoints): DirectionIndex {
  const turn = Array.from(keypoints.angle, (angle, keypoint) => ({ angle: angle % 360, keypoint }));
  turn.sort((a, b) => a.angle - b.angle || a.keypoint - b.keypoint);
  const again = turn
    .filter(({ angle }) => angle < WINDOW)
    .map(({ angle, keypoint }) => ({ angle: angle + 360, keypoint }));
  const around = [...turn, ...again];
  const order = Int32Array.from(around, ({ keypoint }) => keypoint);
  return {
    keypoints,
    order,
    angles: Float32Array.from(around, ({ angle }) => angle),
    descriptors: gatherDescriptors(keypoints.descriptors, order),
  };
}

/**
 * Lowe's ratio test over exact nearest neighbours, where only poster keypoints that point the same way (within 12°)
 * compete. A reused figure keeps its directions, so this loses nothing, and a seventh of the poster is searched for each
 * keypoint. A figure that stands turned in the paper must be turned upright first.
 */
export function findCorrespondences(
  sift: Sift,
  figure: Keypoints,
  poster: DirectionIndex,
  ratio: number,
): Correspondence[] {
  const sectors: number[][] = Array.from({ length: 360 / ANGLE_STEP }, () => []);
  figure.angle.forEach((angle, i) => {
    sectors[Math.floor((angle % 360) / ANGLE_STEP)]?.push(i);
  });
  const start = (angle: number): number => lowerBound(poster.angles, angle);
  return sectors.flatMap((members, sector) => {
    const low = (sector * ANGLE_STEP - ANGLE_TOLERANCE + 360) % 360;
    const stretch = { from: start(low), to: start(low + WINDOW) };
    return searchSector(sift, figure, members, poster, stretch, ratio);
  });
}

function searchSector(
  sift: Sift,
  figure: Keypoints,
  members: number[],
  poster: DirectionIndex,
  { from, to }: { from: number; to: number },
  ratio: number,
): Correspondence[] {
  if (members.length === 0 || to - from < 2) return [];
  const train = poster.descriptors.subarray(from * DESCRIPTOR_BYTES, to * DESCRIPTOR_BYTES);
  const { first, firstDistance, secondDistance } = sift.nearestTwo(
    gatherDescriptors(figure.descriptors, members),
    train,
  );
  const found: Correspondence[] = [];
  members.forEach((i, m) => {
    // Distances are squared.
    if ((firstDistance[m] ?? 0) >= ratio * ratio * (secondDistance[m] ?? 0)) return;
    const j = poster.order[from + (first[m] ?? 0)] ?? 0;
    if (angleBetween(figure.angle[i] ?? 0, poster.keypoints.angle[j] ?? 0) > ANGLE_TOLERANCE) return;
    found.push(pair(figure, i, poster.keypoints, j));
  });
  return found;
}

function pair(figure: Keypoints, i: number, poster: Keypoints, j: number): Correspondence {
  return {
    fx: figure.x[i] ?? 0,
    fy: figure.y[i] ?? 0,
    px: poster.x[j] ?? 0,
    py: poster.y[j] ?? 0,
    scale: (poster.size[j] ?? 0) / (figure.size[i] ?? 1),
  };
}

function angleBetween(a: number, b: number): number {
  const turn = Math.abs(a - b) % 360;
  return Math.min(turn, 360 - turn);
}

/** First position whose value is at least `wanted`. */
function lowerBound(rising: Float32Array, wanted: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
