// Separable Gaussian blur of f32 planes (Lowe 2004, section 3), four pixels a vector and sixteen a step.

import { reserve } from './memory';

/** The largest radius in pixels; the widest blur of an octave (σ 3.09 px) needs 13. */
const MAX_RADIUS: i32 = 16;

/** Half a kernel as f32, from the centre outward. */
const WEIGHTS = memory.data(4 * (16 + 1));
/** Where the 2 × radius + 1 source rows under the kernel begin. */
const ROWS = memory.data(4 * (2 * 16 + 1));

let radius: i32 = 0;
let line: usize = 0;

/** Takes the line buffer for rows of up to `stride` pixels. */
export function openBlur(stride: i32): void {
  const margin: usize = MAX_RADIUS << 2;
  const bytes = (<usize>stride << 2) + 2 * margin;
  line = reserve(bytes);
  memory.fill(line, 0, bytes);
  line += margin;
}

/** Samples exp(-x² / 2σ²) out to 4σ and scales the sum to 1. */
function setKernel(sigma: f64): void {
  radius = (<i32>nearest(sigma * 8 + 1) | 1) >> 1;
  let sum: f64 = 1;
  for (let k = 1; k <= radius; k++) sum += 2 * weightAt(k, sigma);
  for (let k = 0; k <= radius; k++) store<f32>(WEIGHTS + (<usize>k << 2), <f32>(weightAt(k, sigma) / sum));
}

function weightAt(k: i32, sigma: f64): f64 {
  return Math.exp(-0.5 * <f64>(k * k) / (sigma * sigma));
}

/** Mirrors an index at the edges without repeating the edge pixel: -1 → 1. */
function reflect(i: i32, length: i32): i32 {
  if (length == 1) return 0;
  while (i < 0 || i >= length) i = i < 0 ? -i : 2 * length - 2 - i;
  return i;
}

/** Blurs `source` into `target`, planes of `height` rows, `stride` pixels apart, of which `width` count. */
export function blur(source: usize, target: usize, width: i32, height: i32, stride: i32, sigma: f64): void {
  setKernel(sigma);
  const rowBytes = <usize>stride << 2;
  for (let y = 0; y < height; y++) {
    for (let k = -radius; k <= radius; k++) {
      store<usize>(ROWS + (<usize>(k + radius) << 2), source + <usize>reflect(y + k, height) * rowBytes);
    }
    blurColumns(rowBytes);
    mirrorEdges(width);
    blurLine(target + <usize>y * rowBytes, rowBytes);
  }
}

/** The vertical pass: the rows of the table, weighted, into the line. */
function blurColumns(bytes: usize): void {
  const middle = ROWS + (<usize>radius << 2);
  const reach = <usize>radius << 2;
  const w0 = v128.load32_splat(WEIGHTS);
  for (let x: usize = 0; x < bytes; x += 64) {
    const centre = load<usize>(middle) + x;
    let a = f32x4.mul(v128.load(centre), w0);
    let b = f32x4.mul(v128.load(centre, 16), w0);
    let c = f32x4.mul(v128.load(centre, 32), w0);
    let d = f32x4.mul(v128.load(centre, 48), w0);
    for (let k: usize = 4; k <= reach; k += 4) {
      const p = load<usize>(middle - k) + x;
      const q = load<usize>(middle + k) + x;
      const w = v128.load32_splat(WEIGHTS + k);
      a = f32x4.add(a, f32x4.mul(w, f32x4.add(v128.load(p), v128.load(q))));
      b = f32x4.add(b, f32x4.mul(w, f32x4.add(v128.load(p, 16), v128.load(q, 16))));
      c = f32x4.add(c, f32x4.mul(w, f32x4.add(v128.load(p, 32), v128.load(q, 32))));
      d = f32x4.add(d, f32x4.mul(w, f32x4.add(v128.load(p, 48), v128.load(q, 48))));
    }
    const out = line + x;
    v128.store(out, a);
    v128.store(out, b, 16);
    v128.store(out, c, 32);
    v128.store(out, d, 48);
  }
}

function mirrorEdges(width: i32): void {
  for (let k = 1; k <= radius; k++) {
    store<f32>(line - (<usize>k << 2), load<f32>(line + (<usize>reflect(-k, width) << 2)));
    const beyond = width - 1 + k;
    store<f32>(line + (<usize>beyond << 2), load<f32>(line + (<usize>reflect(beyond, width) << 2)));
  }
}

/** The horizontal pass: the line into a row of the target. */
function blurLine(out: usize, bytes: usize): void {
  const reach = <usize>radius << 2;
  const w0 = v128.load32_splat(WEIGHTS);
  for (let x: usize = 0; x < bytes; x += 64) {
    const centre = line + x;
    let a = f32x4.mul(v128.load(centre), w0);
    let b = f32x4.mul(v128.load(centre, 16), w0);
    let c = f32x4.mul(v128.load(centre, 32), w0);
    let d = f32x4.mul(v128.load(centre, 48), w0);
    for (let k: usize = 4; k <= reach; k += 4) {
      const p = centre - k;
      const q = centre + k;
      const w = v128.load32_splat(WEIGHTS + k);
      a = f32x4.add(a, f32x4.mul(w, f32x4.add(v128.load(p), v128.load(q))));
      b = f32x4.add(b, f32x4.mul(w, f32x4.add(v128.load(p, 16), v128.load(q, 16))));
      c = f32x4.add(c, f32x4.mul(w, f32x4.add(v128.load(p, 32), v128.load(q, 32))));
      d = f32x4.add(d, f32x4.mul(w, f32x4.add(v128.load(p, 48), v128.load(q, 48))));
    }
    v128.store(out + x, a);
    v128.store(out + x, b, 16);
    v128.store(out + x, c, 32);
    v128.store(out + x, d, 48);
  }
}
