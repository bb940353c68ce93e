// Extrema of the difference of Gaussians over place and scale (Lowe 2004, section 3.1).

import { reserve } from './memory';
import { LEVELS, Octave, planeAt, SCALES } from './pyramid';
import { BORDER, refine } from './refine';

const DIFFERENCES: i32 = LEVELS - 1;

/** Three rows of each difference, in turn, so that the differences never fill planes of their own. */
let rows: usize = 0;
let rowBytes: usize = 0;

export function openExtrema(stride: i32): void {
  rowBytes = (<usize>stride << 2) + 64;
  rows = reserve(rowBytes * 3 * DIFFERENCES) + 32;
}

@inline
function rowOf(difference: i32, y: i32): usize {
  return rows + <usize>(difference * 3 + y % 3) * rowBytes;
}

/** Offers every extremum beyond `threshold` (grey values) to the refinement, row by row. */
export function findExtrema(octave: Octave, index: i32, threshold: f32, contrast: f32): void {
  const last = octave.height - BORDER;
  if (last <= BORDER || octave.width <= 2 * BORDER) return;
  subtractRow(octave, BORDER - 1);
  subtractRow(octave, BORDER);
  for (let y = BORDER; y < last; y++) {
    subtractRow(octave, y + 1);
    for (let scale = 1; scale <= SCALES; scale++) scanRow(octave, index, scale, y, threshold, contrast);
  }
}

function subtractRow(octave: Octave, y: i32): void {
  const bytes = <usize>octave.stride << 2;
  const offset = <usize>y * bytes;
  for (let d = 0; d < DIFFERENCES; d++) {
    const low = planeAt(octave, d) + offset;
    const high = planeAt(octave, d + 1) + offset;
    const out = rowOf(d, y);
    for (let x: usize = 0; x < bytes; x += 16) v128.store(out + x, f32x4.sub(v128.load(high + x), v128.load(low + x)));
  }
}

function scanRow(octave: Octave, index: i32, scale: i32, y: i32, threshold: f32, contrast: f32): void {
  const row = rowOf(scale, y);
  const bound = f32x4.splat(threshold);
  const last = octave.width - BORDER;
  for (let x = BORDER & ~3; x < last; x += 4) {
    const at = <usize>x << 2;
    const value = v128.load(row + at);
    if (!v128.any_true(f32x4.gt(f32x4.abs(value), bound))) continue;
    const peaks = v128.and(f32x4.gt(value, bound), topOf(scale, y, at, value));
    const pits = v128.and(f32x4.lt(value, f32x4.neg(bound)), bottomOf(scale, y, at, value));
    let lanes = i32x4.bitmask(v128.or(peaks, pits));
    while (lanes) {
      const column = x + ctz(lanes);
      lanes &= lanes - 1;
      if (column >= BORDER && column < last) refine(octave, index, scale, y, column, contrast);
    }
  }
}

/** Which of four values are no smaller than all 26 neighbours. */
function topOf(scale: i32, y: i32, at: usize, value: v128): v128 {
  let mask = reaches(max3(rowOf(scale, y - 1) + at, max3(rowOf(scale, y + 1) + at, value)), value);
  if (!v128.any_true(mask)) return mask;
  let top = max3(rowOf(scale, y) + at, value);
  for (let d = scale - 1; d <= scale + 1; d += 2) {
    for (let dy = -1; dy <= 1; dy++) top = max3(rowOf(d, y + dy) + at, top);
  }
  return v128.and(mask, reaches(top, value));
}

function bottomOf(scale: i32, y: i32, at: usize, value: v128): v128 {
  let mask = reaches(value, min3(rowOf(scale, y - 1) + at, min3(rowOf(scale, y + 1) + at, value)));
  if (!v128.any_true(mask)) return mask;
  let bottom = min3(rowOf(scale, y) + at, value);
  for (let d = scale - 1; d <= scale + 1; d += 2) {
    for (let dy = -1; dy <= 1; dy++) bottom = min3(rowOf(d, y + dy) + at, bottom);
  }
  return v128.and(mask, reaches(value, bottom));
}

@inline
function reaches(bound: v128, value: v128): v128 {
  return f32x4.le(bound, value);
}

@inline
function max3(at: usize, most: v128): v128 {
  return f32x4.pmax(f32x4.pmax(v128.load(at - 4), v128.load(at)), f32x4.pmax(v128.load(at + 4), most));
}

@inline
function min3(at: usize, least: v128): v128 {
  return f32x4.pmin(f32x4.pmin(v128.load(at - 4), v128.load(at)), f32x4.pmin(v128.load(at + 4), least));
}
