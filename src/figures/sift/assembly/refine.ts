// Accurate localisation of an extremum, and the rejection of weak ones and of those on edges (Lowe 2004, sections 4, 4.1).

import { reserve } from './memory';
import { orient } from './orientation';
import { Octave, planeAt, SCALES, SIGMA } from './pyramid';

/** Pixels along the edges where no keypoint is looked for. */
export const BORDER: i32 = 5;
/** How often an extremum may move to a neighbouring cell. */
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

/** The difference at the cell, its gradient and its Hessian, for grey values of 0 to 1; x, y, and s for the scales. */
let here: f32 = 0;
let dx: f32 = 0;
let dy: f32 = 0;
let ds: f32 = 0;
let dxx: f32 = 0;
let dyy: f32 = 0;
let dss: f32 = 0;
let dxy: f32 = 0;
let dxs: f32 = 0;
let dys: f32 = 0;
/** How far from the cell the fitted quadratic has its extremum, in cells. */
let offsetX: f64 = 0;
let offsetY: f64 = 0;
let offsetS: f64 = 0;

/** Follows an extremum to the cell nearest to it and, if it is strong and no edge, has it oriented. */
export function refine(octave: Octave, index: i32, scale: i32, y: i32, x: i32, contrast: f32): void {
  const rowBytes = <usize>octave.stride << 2;
  for (let step = 0; step < MAX_STEPS; step++) {
    measure(octave, scale, <usize>y * rowBytes + (<usize>x << 2), rowBytes);
    solve();
    const furthest = max(abs(offsetX), max(abs(offsetY), abs(offsetS)));
    if (furthest < 0.5) {
      const response = abs(here + <f32>0.5 * <f32>(dx * offsetX + dy * offsetY + ds * offsetS));
      if (response * <f32>SCALES < contrast || onEdge() || !take(octave, scale, y, x)) return;
      const sigma = <f32>(SIGMA * Math.pow(2, (<f64>scale + offsetS) / SCALES));
      orient(octave, index, scale, y, x, <f32>x + <f32>offsetX, <f32>y + <f32>offsetY, sigma, response);
      return;
    }
    // the quadratic is flat: its extremum is nowhere, or not a number
    if (!(furthest < 1e6)) return;
    x += <i32>nearest(offsetX);
    y += <i32>nearest(offsetY);
    scale += <i32>nearest(offsetS);
    if (scale < 1 || scale > SCALES) return;
    if (x < BORDER || x >= octave.width - BORDER || y < BORDER || y >= octave.height - BORDER) return;
  }
}

/** Central differences around the cell at byte `at` of its plane. */
function measure(octave: Octave, scale: i32, at: usize, rowBytes: usize): void {
  const centre = difference(octave, scale, at);
  const west = difference(octave, scale, at - 4);
  const east = difference(octave, scale, at + 4);
  const north = difference(octave, scale, at - rowBytes);
  const south = difference(octave, scale, at + rowBytes);
  const below = difference(octave, scale - 1, at);
  const above = difference(octave, scale + 1, at);
  here = centre * UNIT;
  dx = (east - west) * 0.5 * UNIT;
  dy = (south - north) * 0.5 * UNIT;
  ds = (above - below) * 0.5 * UNIT;
  dxx = (east + west - 2 * centre) * UNIT;
  dyy = (south + north - 2 * centre) * UNIT;
  dss = (above + below - 2 * centre) * UNIT;
  dxy = cross(octave, scale, at, rowBytes, 4) * 0.25 * UNIT;
  dxs = slope(octave, scale, at, 4) * 0.25 * UNIT;
  dys = slope(octave, scale, at, rowBytes) * 0.25 * UNIT;
}

/** Solves Hessian × offset = -gradient (equation 3) by Cramer's rule, through the symmetric adjugate. */
function solve(): void {
  const xx = <f64>dyy * dss - <f64>dys * dys;
  const xy = <f64>dxs * dys - <f64>dxy * dss;
  const xs = <f64>dxy * dys - <f64>dxs * dyy;
  const yy = <f64>dxx * dss - <f64>dxs * dxs;
  const ys = <f64>dxy * dxs - <f64>dxx * dys;
  const ss = <f64>dxx * dyy - <f64>dxy * dxy;
  const determinant = <f64>dxx * xx + <f64>dxy * xy + <f64>dxs * xs;
  const factor: f64 = determinant == 0 ? 0 : -1 / determinant;
  offsetX = factor * (xx * dx + xy * dy + xs * ds);
  offsetY = factor * (xy * dx + yy * dy + ys * ds);
  offsetS = factor * (xs * dx + ys * dy + ss * ds);
}

/** Whether the difference bends much less in one direction than across it (section 4.1). */
function onEdge(): bool {
  const trace = dxx + dyy;
  const determinant = dxx * dyy - dxy * dxy;
  return determinant <= 0 || trace * trace * EDGE_RATIO >= (EDGE_RATIO + 1) * (EDGE_RATIO + 1) * determinant;
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
