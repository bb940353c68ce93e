// Orientation assignment (Lowe 2004, section 5): a keypoint for every strong direction of the gradients around it.

import { across4, angle4, length4, upward4 } from './gradient';
import { append } from './keypoint';
import { Octave, planeAt } from './pyramid';

const BINS: i32 = 36;
/** Width of the window in units of the keypoint's σ. */
const WINDOW: f32 = 1.5;
/** A peak counts from this part of the highest one on. */
const PEAK_RATIO: f32 = 0.8;

/** The histogram, with a bin for what rounds up to 360°, and the same smoothed. */
const RAW = memory.data(4 * (36 + 1));
const SMOOTH = memory.data(4 * 36);
/** exp(-j² / 2w²) for the columns of the window, w its width. */
const FALLOFF = memory.data(4 * 128);
/** Offsets of the bins, and the weights, of four pixels. */
const FOUR = memory.data(32, 16);

let unit: f32 = 1;

/** Sets how many pixels of the input a pixel of the first octave is. */
export function setUnit(pixels: f32): void {
  unit = pixels;
}

/** Appends one keypoint for each orientation of the point (x, y), in pixels of its octave, next to cell (row, column). */
export function orient(
  octave: Octave, index: i32, level: i32, row: i32, column: i32, x: f32, y: f32, sigma: f32, response: f32,
): void {
  gather(octave, level, row, column, sigma);
  const top = smooth();
  const bound = top * PEAK_RATIO;
  const toInput = unit * <f32>(1 << index);
  for (let bin = 0; bin < BINS; bin++) {
    const before = smoothed(bin == 0 ? BINS - 1 : bin - 1);
    const here = smoothed(bin);
    const after = smoothed(bin == BINS - 1 ? 0 : bin + 1);
    if (here <= before || here <= after || here < bound) continue;
    // the vertex of the parabola through the three bins
    let peak = <f32>bin + <f32>0.5 * (before - after) / (before - 2 * here + after);
    if (peak < 0) peak += <f32>BINS;
    else if (peak >= <f32>BINS) peak -= <f32>BINS;
    const degrees: f32 = <f32>360 - peak * 10;
    const keypoint = append();
    keypoint.x = x * toInput;
    keypoint.y = y * toInput;
    keypoint.size = 2 * sigma * toInput;
    keypoint.angle = degrees >= 360 ? 0 : degrees;
    keypoint.response = response;
    keypoint.octave = index;
    keypoint.level = level;
    keypoint.scale = sigma;
  }
}

/** Fills the histogram with gradient magnitudes under a Gaussian window of 1.5 σ, out to three times that. */
function gather(octave: Octave, level: i32, row: i32, column: i32, sigma: f32): void {
  const window = WINDOW * sigma;
  const radius = <i32>nearest(<f32>3 * window);
  const factor: f32 = -1 / (2 * window * window);
  memory.fill(RAW, 0, 4 * (36 + 1));
  const left = max(-radius, 1 - column);
  const right = min(radius, octave.width - 2 - column);
  for (let j = left; j <= right; j++) store<f32>(FALLOFF + (<usize>(j - left) << 2), Mathf.exp(<f32>(j * j) * factor));
  for (let j = right + 1; j <= right + 4; j++) store<f32>(FALLOFF + (<usize>(j - left) << 2), 0);
  const rowBytes = <usize>octave.stride << 2;
  const centre = planeAt(octave, level) + <usize>row * rowBytes + (<usize>column << 2);
  const up = max(-radius, 1 - row);
  const down = min(radius, octave.height - 2 - row);
  for (let i = up; i <= down; i++) {
    const line = centre + <usize>i * rowBytes + (<usize>left << 2);
    const fall = f32x4.splat(Mathf.exp(<f32>(i * i) * factor));
    for (let j = 0; j <= right - left; j += 4) {
      const at = line + (<usize>j << 2);
      const dx = across4(at);
      const dy = upward4(at, rowBytes);
      const falloff = v128.load(FALLOFF + (<usize>j << 2));
      // pixels right of the window have no falloff; they may hold anything, even what is no number
      const inside = f32x4.gt(falloff, f32x4.splat(0));
      const weight = v128.and(inside, f32x4.mul(f32x4.mul(falloff, fall), length4(dx, dy)));
      const bin = f32x4.nearest(f32x4.mul(angle4(dy, dx), f32x4.splat(0.1)));
      v128.store(FOUR, i32x4.shl(i32x4.trunc_sat_f32x4_s(bin), 2));
      v128.store(FOUR, weight, 16);
      for (let lane: usize = 0; lane < 16; lane += 4) {
        const slot = RAW + <usize>load<u32>(FOUR + lane);
        store<f32>(slot, load<f32>(slot) + load<f32>(FOUR + lane, 16));
      }
    }
  }
  // an angle just below 360° rounds into bin 36, which is bin 0
  store<f32>(RAW, load<f32>(RAW) + load<f32>(RAW + 4 * 36));
}

function raw(bin: i32): f32 {
  return load<f32>(RAW + (<usize>((bin + BINS) % BINS) << 2));
}

function smoothed(bin: i32): f32 {
  return load<f32>(SMOOTH + (<usize>bin << 2));
}

/** Smooths the circle with (1 4 6 4 1) / 16 and returns the highest bin's value. */
function smooth(): f32 {
  let top: f32 = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const next = raw(bin - 1) + raw(bin + 1);
    const second = raw(bin - 2) + raw(bin + 2);
    const value: f32 = second * <f32>(1.0 / 16.0) + next * <f32>(4.0 / 16.0) + raw(bin) * <f32>(6.0 / 16.0);
    store<f32>(SMOOTH + (<usize>bin << 2), value);
    top = max(top, value);
  }
  return top;
}
