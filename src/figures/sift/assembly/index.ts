// SIFT, and the filter that placements are judged by: what the kernel exports. Each entry starts over in memory; the caller reads results before the next call.
// Lowe, D. G.: Distinctive Image Features from Scale-Invariant Keypoints. IJCV 60(2), 2004.

import { bandPassed } from './band-pass';
import { describe } from './descriptor';
import { findExtrema, openExtrema } from './extrema';
import { dropWeaker, keypointAt, keypointCount, openList } from './keypoint';
import { releaseAll, reserve } from './memory';
import { searchAll } from './nearest';
import { setUnit } from './orientation';
import { grow, halve, octaveAt, octaveCount, openPyramid, SCALES, seed } from './pyramid';
import { forgetTaken, openRefinement } from './refine';

export { bandPassed, dropWeaker, keypointCount };

/** Forgets everything and takes `bytes` for the caller's data; the address. */
export function open(bytes: usize): usize {
  releaseAll();
  return reserve(bytes);
}

/** Finds the keypoints of a grey picture that the caller wrote to the opened block, in at most so many octaves. */
export function detect(grey: usize, width: i32, height: i32, upsampled: bool, contrast: f32, most: i32): i32 {
  const baseWidth = width << <i32>upsampled;
  const baseHeight = height << <i32>upsampled;
  const octaves = min(octaveCount(baseWidth, baseHeight, upsampled), most);
  openPyramid(baseWidth, baseHeight, octaves);
  openExtrema((baseWidth + 15) & ~15);
  openRefinement(baseWidth, baseHeight);
  openList();
  setUnit(upsampled ? 0.5 : 1);
  seed(grey, width, height, upsampled);
  const threshold = sampledBound(contrast);
  for (let o = 0; o < octaves; o++) {
    const octave = octaveAt(o);
    if (o > 0) halve(octaveAt(o - 1), octave);
    grow(octave);
    forgetTaken(octave);
    findExtrema(octave, o, threshold, contrast);
  }
  return keypointCount();
}

/**
 * A first, generous bound on the sampled difference: half of the contrast, in whole grey values as OpenCV has it, but not
 * none at all, since then every grain of a flat ground is an extremum to be refined.
 */
function sampledBound(contrast: f32): f32 {
  const half = 0.5 * <f64>contrast / SCALES * 255;
  return <f32>(half < 1 ? half : Math.floor(half));
}

/** Where the keypoints stand, 32 bytes each. */
export function keypoints(): usize {
  return changetype<usize>(keypointAt(0));
}

/** Describes every keypoint of the last `detect`; the address of 128 bytes each. */
export function describeAll(): usize {
  const count = keypointCount();
  const out = reserve(<usize>count * 128);
  for (let i = 0; i < count; i++) describe(keypointAt(i), out + <usize>i * 128);
  return out;
}

/** The two nearest of `setCount` descriptors for each of `queryCount`; the address of 16 bytes each. */
export function nearestTwo(queries: usize, queryCount: i32, set: usize, setCount: i32): usize {
  const found = reserve(<usize>((queryCount + 3) & ~3) << 4);
  searchAll(queries, queryCount, set, setCount, found);
  return found;
}
