// Separable Gaussian blur of f32 planes (Lowe 2004, section 3), four pixels a vector and sixteen a step.
//
// Sums are fused multiply-adds, along a row from left to right and along a column from the centre outward. That is how
// OpenCV adds on processors with FMA (all x86 since 2013 and all 64-bit ARM), so planes come out equal to the bit. In
// drawings it matters: many gradients lie at exactly 45°, and the last bit decides which bin of the orientation histogram
// they fall into.

import { reserve } from './memory';

/** Rows the ring holds; the widest blur of an octave (σ 3.09 px) reaches 13 rows up and down. */
const RING: i32 = 32;
const MAX_RADIUS: i32 = 15;

/** Half a kernel as f32, from the centre outward. */
const WEIGHTS = memory.data(4 * 16);
/** Where the rows under the kernel begin in the ring. */
const ROWS = memory.data(4 * 32);

let radius: i32 = 0;
let rowBytes: usize = 0;
/** One source row with its mirrored margins, and the last rows after the horizontal pass. */
let line: usize = 0;
let ring: usize = 0;

/** Takes the buffers for rows of up to `stride` pixels. */
export function openBlur(stride: i32): void {
  const margin: usize = (MAX_RADIUS + 1) << 2;
  const bytes = (<usize>stride << 2) + 2 * margin;
  line = reserve(bytes);
  memory.fill(line, 0, bytes);
  line += margin;
  ring = reserve((<usize>stride << 2) * RING);
}

/** Samples exp(-x² / 2σ²) out to 4σ and scales the sum to 1. */
function setKernel(sigma: f64): void {
  radius = (<i32>nearest(sigma * 8 + 1) | 1) >> 1;
  let sum: f64 = 1;
  for (let k = 1; k <= radius; k++) sum += 2 * weightAt(k, sigma);
  for (let k = 0; k <= radius; k++) store<f32>(WEIGHTS + (<usize>k << 2), <f32>(weightAt(k, sigma) / sum));
}

function weightAt(k: i32, sigma: f64): f64 {
  return Math.exp((-0.5 * <f64>(k * k)) / (sigma * sigma));
}

/** Mirrors an index at the edges without repeating the edge pixel: -1 → 1. */
function reflect(i: i32, length: i32): i32 {
  if (length == 1) return 0;
  while (i < 0 || i >= length) i = i < 0 ? -i : 2 * length - 2 - i;
  return i;
}

/**
 * Blurs `source` into `target`, planes of `height` rows, `stride` pixels apart, of which `width` count. Rows are written
 * in pairs: the target has room for one more when the height is odd.
 */
export function blur(source: usize, target: usize, width: i32, height: i32, stride: i32, sigma: f64): void {
  setKernel(sigma);
  rowBytes = <usize>stride << 2;
  let done = 0;
  for (let y = 0; y < height; y += 2) {
    const needed = min(y + 1 + radius, height - 1);
    for (; done <= needed; done++) blurRow(source + <usize>done * rowBytes, inRing(done), width);
    for (let k = -radius; k <= radius + 1; k++) {
      store<usize>(ROWS + (<usize>(k + radius) << 2), inRing(reflect(y + k, height)));
    }
    blurColumns(target + <usize>y * rowBytes);
  }
}

@inline
function inRing(y: i32): usize {
  return ring + <usize>(y & (RING - 1)) * rowBytes;
}

/** The horizontal pass over one row, through a copy that has margins. */
function blurRow(source: usize, out: usize, width: i32): void {
  memory.copy(line, source, rowBytes);
  for (let k = 1; k <= radius; k++) {
    store<f32>(line - (<usize>k << 2), load<f32>(line + (<usize>reflect(-k, width) << 2)));
    const beyond = width - 1 + k;
    store<f32>(line + (<usize>beyond << 2), load<f32>(line + (<usize>reflect(beyond, width) << 2)));
  }
  for (let x: usize = 0; x < rowBytes; x += 64) {
    let at = line + x - (<usize>radius << 2);
    const first = v128.load32_splat(WEIGHTS + (<usize>radius << 2));
    let a = f32x4.mul(v128.load(at), first);
    let b = f32x4.mul(v128.load(at, 16), first);
    let c = f32x4.mul(v128.load(at, 32), first);
    let d = f32x4.mul(v128.load(at, 48), first);
    for (let k = 1 - radius; k <= radius; k++) {
      at += 4;
      const w = v128.load32_splat(WEIGHTS + (<usize>abs(k) << 2));
      a = f32x4.relaxed_madd(v128.load(at), w, a);
      b = f32x4.relaxed_madd(v128.load(at, 16), w, b);
      c = f32x4.relaxed_madd(v128.load(at, 32), w, c);
      d = f32x4.relaxed_madd(v128.load(at, 48), w, d);
    }
    v128.store(out + x, a);
    v128.store(out + x, b, 16);
    v128.store(out + x, c, 32);
    v128.store(out + x, d, 48);
  }
}

/** The vertical pass, for two rows at once: they share all but one of the rows that they load. */
function blurColumns(out: usize): void {
  const middle = ROWS + (<usize>radius << 2);
  const reach = <usize>radius << 2;
  const w0 = v128.load32_splat(WEIGHTS);
  for (let x: usize = 0; x < rowBytes; x += 32) {
    // above and below: the rows k - 1 over and k under the first row; the second row's distances are one more and one less
    let above = load<usize>(middle) + x;
    let below = load<usize>(middle + 4) + x;
    let aboveA = v128.load(above);
    let aboveB = v128.load(above, 16);
    let belowA = v128.load(below);
    let belowB = v128.load(below, 16);
    let firstA = f32x4.mul(aboveA, w0);
    let firstB = f32x4.mul(aboveB, w0);
    let secondA = f32x4.mul(belowA, w0);
    let secondB = f32x4.mul(belowB, w0);
    for (let k: usize = 4; k <= reach; k += 4) {
      const w = v128.load32_splat(WEIGHTS + k);
      above = load<usize>(middle - k) + x;
      const nextA = v128.load(above);
      const nextB = v128.load(above, 16);
      firstA = f32x4.relaxed_madd(f32x4.add(nextA, belowA), w, firstA);
      firstB = f32x4.relaxed_madd(f32x4.add(nextB, belowB), w, firstB);
      below = load<usize>(middle + k + 4) + x;
      belowA = v128.load(below);
      belowB = v128.load(below, 16);
      secondA = f32x4.relaxed_madd(f32x4.add(aboveA, belowA), w, secondA);
      secondB = f32x4.relaxed_madd(f32x4.add(aboveB, belowB), w, secondB);
      aboveA = nextA;
      aboveB = nextB;
    }
    v128.store(out + x, firstA);
    v128.store(out + x, firstB, 16);
    v128.store(out + rowBytes + x, secondA);
    v128.store(out + rowBytes + x, secondB, 16);
  }
}
