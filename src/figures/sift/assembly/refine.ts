// Accurate localisation of an extremum, and the rejection of weak ones and of those on edges (Lowe 2004, sections 4, 4.1).

import { BORDER } from './extrema';
import { reserve } from './memory';
import { orient } from './orientation';
import { Octave, planeAt, SCALES, SIGMA } from './pyramid';

const MAX_STEPS: i32 = 5;
/** Largest ratio r of the principal curvatures (section 4.1). */
const EDGE_RATIO: f32 = 10;
/** Grey bytes to 0…1. */
const UNIT: f32 = 1.0 / 255.0;

/** One bit a cell of the octave, so that two extrema which end in the same cell make one keypoint. */
let taken: usize = 0;

export function openRefinement(width: i32, height: i32): void {
  taken = reserve(<usize>((width * height * SCALES) >> 3) + 8);
}

export function forgetTaken(octave: Octave): void {
  memory.fill(taken, 0, <usize>((octave.width * octave.height * SCALES) >> 3) + 8);
}

/** Whether the cell was free. */
function take(octave: Octave, scale: i32, y: i32, x: i32): bool {
  const cell = ((scale - 1) * octave.height + y) * octave.width + x;
  const at = taken + <usize>(cell >> 3);
  const bit = 1 << (cell & 7);
  const byte = <i32>load<u8>(at);
  store<u8>(at, <u8>(byte | bit));
  return (byte & bit) == 0;
}

@inline
function difference(octave: Octave, scale: i32, offset: usize): f32 {
  return load<f32>(planeAt(octave, scale + 1) + offset) - load<f32>(planeAt(octave, scale) + offset);
}

export function refine(octave: Octave, index: i32, scale: i32, y: i32, x: i32, contrast: f32): void {
  const rowBytes = <usize>octave.stride << 2;
  for (let step = 0; step < MAX_STEPS; step++) {
    const at = <usize>y * rowBytes + (<usize>x << 2);
    const here = difference(octave, scale, at);
    const west = difference(octave, scale, at - 4);
    const east = difference(octave, scale, at + 4);
    const north = difference(octave, scale, at - rowBytes);
    const south = difference(octave, scale, at + rowBytes);
    const below = difference(octave, scale - 1, at);
    const above = difference(octave, scale + 1, at);
    const dx = (east - west) * 0.5 * UNIT;
    const dy = (south - north) * 0.5 * UNIT;
    const ds = (above - below) * 0.5 * UNIT;
    const dxx = (east + west - 2 * here) * UNIT;
    const dyy = (south + north - 2 * here) * UNIT;
    const dss = (above + below - 2 * here) * UNIT;
    const dxy = (cross(octave, scale, at, rowBytes, 4)) * 0.25 * UNIT;
    const dxs = slope(octave, scale, at, 4) * 0.25 * UNIT;
    const dys = slope(octave, scale, at, rowBytes) * 0.25 * UNIT;
    // Cramer's rule on H·offset = -gradient (equation 3)
    const cx = <f64>dyy * dss - <f64>dys * dys;
    const cy = <f64>dxs * dys - <f64>dxy * dss;
    const cs = <f64>dxy * dys - <f64>dxs * dyy;
    const det = <f64>dxx * cx + <f64>dxy * cy + <f64>dxs * cs;
    let ox: f64 = 0;
    let oy: f64 = 0;
    let os: f64 = 0;
    if (det != 0) {
      ox = -(cx * dx + cy * dy + cs * ds) / det;
      oy = -(cy * dx + (<f64>dxx * dss - <f64>dxs * dxs) * dy + (<f64>dxy * dxs - <f64>dxx * dys) * ds) / det;
      os = -(cs * dx + (<f64>dxy * dxs - <f64>dxx * dys) * dy + (<f64>dxx * dyy - <f64>dxy * dxy) * ds) / det;
    }
    if (abs(ox) < 0.5 && abs(oy) < 0.5 && abs(os) < 0.5) {
      const response = abs(here * UNIT + 0.5 * <f32>(dx * ox + dy * oy + ds * os));
      if (response * <f32>SCALES < contrast) return;
      const trace = dxx + dyy;
      const curvature = dxx * dyy - dxy * dxy;
      if (curvature <= 0 || trace * trace * EDGE_RATIO >= (EDGE_RATIO + 1) * (EDGE_RATIO + 1) * curvature) return;
      if (!take(octave, scale, y, x)) return;
      const sigma = <f32>(SIGMA * Math.pow(2, (<f64>scale + os) / SCALES));
      orient(octave, index, scale, y, x, <f32>x + <f32>ox, <f32>y + <f32>oy, sigma, response);
      return;
    }
    // far outside, or not a number
    if (!(abs(ox) < 1e6 && abs(oy) < 1e6 && abs(os) < 1e6)) return;
    x += <i32>nearest(ox);
    y += <i32>nearest(oy);
    scale += <i32>nearest(os);
    if (scale < 1 || scale > SCALES) return;
    if (x < BORDER || x >= octave.width - BORDER || y < BORDER || y >= octave.height - BORDER) return;
  }
}

/** The mixed difference across both directions of the plane, times 4. */
function cross(octave: Octave, scale: i32, at: usize, down: usize, right: usize): f32 {
  return (
    difference(octave, scale, at + down + right) -
    difference(octave, scale, at + down - right) -
    difference(octave, scale, at - down + right) +
    difference(octave, scale, at - down - right)
  );
}

/** The mixed difference across one direction of the plane and the scales, times 4. */
function slope(octave: Octave, scale: i32, at: usize, step: usize): f32 {
  return (
    difference(octave, scale + 1, at + step) -
    difference(octave, scale + 1, at - step) -
    difference(octave, scale - 1, at + step) +
    difference(octave, scale - 1, at - step)
  );
}
