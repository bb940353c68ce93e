// The Gaussian scale space (Lowe 2004, sections 3 and 3.3): octaves of six planes, each octave half the size of the last.

import { blur, openBlur } from './gaussian';
import { reserve } from './memory';

/** Scales sampled in an octave, s in section 3.2. */
export const SCALES: i32 = 3;
/** s + 3 blurred planes make s + 2 differences, of which s have neighbours above and below. */
export const LEVELS: i32 = SCALES + 3;
/** Blur of the first plane of an octave, in its pixels (section 3.3). */
export const SIGMA: f64 = 1.6;
/** Blur that a camera or renderer is taken to have left in the input, in its pixels (section 3.3). */
const INPUT_SIGMA: f64 = 0.5;

/**
 * One octave: planes of f32, `stride` pixels from row to row. Levels 0, 4 and 5 are lent: the next octave overwrites them.
 */
@unmanaged
export class Octave {
  width: i32;
  height: i32;
  stride: i32;
  level0: usize;
  level1: usize;
  level2: usize;
  level3: usize;
  level4: usize;
  level5: usize;
}

const OCTAVES = memory.data(36 * 32);

export function octaveAt(index: i32): Octave {
  return changetype<Octave>(OCTAVES + <usize>index * offsetof<Octave>());
}

export function planeAt(octave: Octave, level: i32): usize {
  return load<usize>(changetype<usize>(octave) + (<usize>level << 2), offsetof<Octave>('level0'));
}

/** How many octaves an image has: they end when the shorter side falls to about 4 px of the first one's unit. */
export function octaveCount(width: i32, height: i32, upsampled: bool): i32 {
  const octaves = <i32>nearest(Math.log2(<f64>min(width, height)) - 2) + <i32>upsampled;
  return max(octaves, 1);
}

/** Takes the memory of all octaves: three planes each for description, three more of the first size for all in turn. */
export function openPyramid(width: i32, height: i32, octaves: i32): void {
  const stride = (width + 15) & ~15;
  const bytes = <usize>stride * <usize>(height + 1) << 2;
  const lent0 = reserve(bytes);
  const lent4 = reserve(bytes);
  const lent5 = reserve(bytes);
  for (let o = 0; o < octaves; o++) {
    const octave = octaveAt(o);
    octave.width = width >> o;
    octave.height = height >> o;
    octave.stride = (octave.width + 15) & ~15;
    const own = <usize>octave.stride * <usize>(octave.height + 1) << 2;
    octave.level0 = lent0;
    octave.level1 = reserve(own);
    octave.level2 = reserve(own);
    octave.level3 = reserve(own);
    octave.level4 = lent4;
    octave.level5 = lent5;
  }
  openBlur(stride);
}

/** Fills the first plane of the first octave from grey bytes, doubled or not, and brings it to the first scale. */
export function seed(grey: usize, width: i32, height: i32, upsampled: bool): void {
  const first = octaveAt(0);
  const raw = first.level5;
  if (upsampled) double(grey, width, height, raw, first.stride);
  else widen(grey, width, height, raw, first.stride);
  const had = upsampled ? 2 * INPUT_SIGMA : INPUT_SIGMA;
  blur(raw, first.level0, first.width, first.height, first.stride, Math.sqrt(SIGMA * SIGMA - had * had));
}

/** Blurs an octave upwards from its first plane; each step adds what brings one scale to the next. */
export function grow(octave: Octave): void {
  for (let level = 1; level < LEVELS; level++) {
    const from = SIGMA * Math.pow(2, <f64>(level - 1) / SCALES);
    const to = SIGMA * Math.pow(2, <f64>level / SCALES);
    const source = planeAt(octave, level - 1);
    blur(source, planeAt(octave, level), octave.width, octave.height, octave.stride, Math.sqrt(to * to - from * from));
  }
}

/** Takes every second pixel of the plane with twice the first blur as the first plane of the next octave. */
export function halve(from: Octave, to: Octave): void {
  for (let y = 0; y < to.height; y++) {
    const source = from.level3 + (<usize>(2 * y * from.stride) << 2);
    const target = to.level0 + (<usize>(y * to.stride) << 2);
    memory.fill(target + (<usize>(to.stride - 16) << 2), 0, 64);
    for (let x = 0; x < to.width; x++) {
      store<f32>(target + (<usize>x << 2), load<f32>(source + (<usize>x << 3)));
    }
  }
}

function widen(grey: usize, width: i32, height: i32, plane: usize, stride: i32): void {
  for (let y = 0; y < height; y++) {
    const source = grey + <usize>(y * width);
    const target = plane + (<usize>(y * stride) << 2);
    memory.fill(target + (<usize>(stride - 16) << 2), 0, 64);
    for (let x = 0; x < width; x++) store<f32>(target + (<usize>x << 2), <f32>load<u8>(source + x));
  }
}

/** Bilinear doubling with pixel centres at halves: each new pixel lies a quarter from the nearest old one. */
function double(grey: usize, width: i32, height: i32, plane: usize, stride: i32): void {
  for (let y = 0; y < 2 * height; y++) {
    const near = y >> 1;
    const far = max(0, min(height - 1, near + (y & 1 ? 1 : -1)));
    const a = grey + <usize>(near * width);
    const b = grey + <usize>(far * width);
    const target = plane + (<usize>(y * stride) << 2);
    memory.fill(target + (<usize>(stride - 16) << 2), 0, 64);
    let left = mix(a, b, 0);
    let here = left;
    for (let x = 0; x < width; x++) {
      const right = mix(a, b, min(x + 1, width - 1));
      store<f32>(target + (<usize>x << 3), 0.25 * left + 0.75 * here);
      store<f32>(target + (<usize>x << 3), 0.75 * here + 0.25 * right, 4);
      left = here;
      here = right;
    }
  }
}

function mix(near: usize, far: usize, x: i32): f32 {
  return <f32>0.75 * <f32>load<u8>(near + x) + <f32>0.25 * <f32>load<u8>(far + x);
}
