// The descriptor (Lowe 2004, section 6): gradients around a keypoint in 4 × 4 cells of 8 directions, as 128 bytes.

import { across4, angle4, length4, upward4 } from './gradient';
import { Keypoint } from './keypoint';
import { octaveAt, planeAt } from './pyramid';

/** Cells along a side. */
const CELLS: i32 = 4;
/** Directions of a cell. */
const DIRECTIONS: i32 = 8;
/** Side of a cell in units of σ. */
const CELL_SIDE: f32 = 3;
/** Largest part of the unit vector that one number may be (section 6.1). */
const CLIP: f32 = 0.2;
/** Length of a descriptor as bytes. */
const BYTE_LENGTH: f32 = 512;

/**
 * One slot for each corner cell (5 × 5, half a cell beyond the 4 × 4) and direction, of eight sums: how much of the
 * gradients there goes to the two cells below × two across × two directions. Spreading them once at the end beats eight
 * stores a pixel.
 */
const CORNERS = memory.data(5 * 5 * 8 * 32, 16);
const HISTOGRAM = memory.data(4 * 4 * 4 * 8, 16);
const FALLOFF = memory.data(4 * 256);

export function describe(keypoint: Keypoint, out: usize): void {
  memory.fill(CORNERS, 0, 5 * 5 * 8 * 32);
  gather(keypoint);
  spread();
  quantise(out);
}

/** Half a side of the turned square that takes part, in cells: the 4 × 4 and half a cell more all round. */
const REACH: f32 = 2.5;

/** Adds the gradients of all pixels in the turned square around the keypoint to the corners. */
function gather(keypoint: Keypoint): void {
  const octave = octaveAt(keypoint.octave);
  const toOctave: f32 = (2 * keypoint.scale) / keypoint.size;
  const column = <i32>nearest(keypoint.x * toOctave);
  const row = <i32>nearest(keypoint.y * toOctave);
  const turn: f32 = keypoint.angle == 0 ? 0 : 360 - keypoint.angle;
  const side = CELL_SIDE * keypoint.scale;
  const radius = <i32>nearest(side * <f32>Math.SQRT2 * REACH);
  fillFalloff(radius, side);
  // one pixel to the right is (cos, sin) cells across and along the square
  const cos = Mathf.cos(turn * <f32>(Math.PI / 180)) / side;
  const sin = Mathf.sin(turn * <f32>(Math.PI / 180)) / side;
  const left = max(-radius, 1 - column);
  const right = min(radius, octave.width - 2 - column);
  const down = min(radius, octave.height - 2 - row);
  const rowBytes = <usize>octave.stride << 2;
  const centre = planeAt(octave, keypoint.level) + <usize>row * rowBytes + (<usize>column << 2);
  for (let i = max(-radius, 1 - row); i <= down; i++) {
    const acrossI = -<f32>i * sin;
    const alongI = <f32>i * cos;
    const from = max(entry(cos, acrossI), entry(sin, alongI));
    const to = min(exit(cos, acrossI), exit(sin, alongI));
    const last = <i32>ceil(min(to, <f32>right));
    const fall = f32x4.splat(load<f32>(FALLOFF + (<usize>abs(i) << 2)));
    for (let j = <i32>floor(max(<f32>left, min(from, <f32>(right + 1)))); j <= last; j += 4) {
      const columns = f32x4.add(f32x4.splat(<f32>j), f32x4(0, 1, 2, 3));
      const across = f32x4.add(f32x4.mul(columns, f32x4.splat(cos)), f32x4.splat(acrossI));
      const along = f32x4.add(f32x4.mul(columns, f32x4.splat(sin)), f32x4.splat(alongI));
      const inside = v128.and(v128.and(within(across), within(along)), f32x4.le(columns, f32x4.splat(<f32>right)));
      if (!v128.any_true(inside)) continue;
      const at = centre + <usize>i * rowBytes + (<usize>j << 2);
      addFour(at, rowBytes, across, along, f32x4.splat(turn), f32x4.mul(fall, falloff4(j)), inside);
    }
  }
}

/** Tabulates exp(-j² / 2w²) with the window's width w of half the descriptor, two cells. */
function fillFalloff(radius: i32, side: f32): void {
  const factor: f32 = -1 / (side * side * <f32>(CELLS * CELLS) * 0.5);
  for (let j = 0; j <= radius; j++) store<f32>(FALLOFF + (<usize>j << 2), Mathf.exp(<f32>(j * j) * factor));
}

/** Where the pixels of a row enter and leave the strip |rate × j + start| < REACH. */
function entry(rate: f32, start: f32): f32 {
  return rate == 0 ? -f32.MAX_VALUE : -start / rate - REACH / abs(rate);
}

function exit(rate: f32, start: f32): f32 {
  return rate == 0 ? f32.MAX_VALUE : -start / rate + REACH / abs(rate);
}

@inline
function within(position: v128): v128 {
  return f32x4.lt(f32x4.abs(position), f32x4.splat(REACH));
}

/** Adds the gradients of four pixels at address `at`; lanes that are not inside add nothing, to slot 0. */
@inline
function addFour(at: usize, rowBytes: usize, across: v128, along: v128, turn: v128, weight: v128, inside: v128): void {
  const dx = across4(at);
  const dy = upward4(at, rowBytes);
  const magnitude = v128.and(inside, f32x4.mul(length4(dx, dy), weight));
  const row = f32x4.add(along, f32x4.splat(REACH));
  const column = f32x4.add(across, f32x4.splat(REACH));
  const direction = f32x4.mul(f32x4.sub(angle4(dy, dx), turn), f32x4.splat(<f32>DIRECTIONS / 360));
  const row0 = f32x4.floor(row);
  const column0 = f32x4.floor(column);
  const direction0 = f32x4.floor(direction);
  const cell = i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.mul(row0, f32x4.splat(<f32>(CELLS + 1))), column0));
  const turned = v128.and(i32x4.trunc_sat_f32x4_s(direction0), i32x4.splat(DIRECTIONS - 1));
  const slot = i32x4.shl(v128.and(inside, i32x4.add(i32x4.mul(cell, i32x4.splat(DIRECTIONS)), turned)), 5);
  share(slot, magnitude, f32x4.sub(row, row0), f32x4.sub(column, column0), f32x4.sub(direction, direction0));
}

/** exp(-j²…) of four columns; the table holds |j|. */
@inline
function falloff4(j: i32): v128 {
  if (j >= 0) return v128.load(FALLOFF + (<usize>j << 2));
  if (j <= -3) {
    const backwards = v128.load(FALLOFF + (<usize>(-j - 3) << 2));
    return i8x16.shuffle(backwards, backwards, 12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
  }
  return f32x4(
    load<f32>(FALLOFF + (<usize>abs(j) << 2)),
    load<f32>(FALLOFF + (<usize>abs(j + 1) << 2)),
    load<f32>(FALLOFF + (<usize>abs(j + 2) << 2)),
    load<f32>(FALLOFF + (<usize>abs(j + 3) << 2)),
  );
}

/** Adds four gradients to their slots, split by how far each lies between rows, columns and directions. */
@inline
function share(slot: v128, magnitude: v128, r: v128, c: v128, o: v128): void {
  const m1 = f32x4.mul(magnitude, r);
  const m0 = f32x4.sub(magnitude, m1);
  const m11 = f32x4.mul(m1, c);
  const m10 = f32x4.sub(m1, m11);
  const m01 = f32x4.mul(m0, c);
  const m00 = f32x4.sub(m0, m01);
  const m001 = f32x4.mul(m00, o);
  const m000 = f32x4.sub(m00, m001);
  const m011 = f32x4.mul(m01, o);
  const m010 = f32x4.sub(m01, m011);
  const m101 = f32x4.mul(m10, o);
  const m100 = f32x4.sub(m10, m101);
  const m111 = f32x4.mul(m11, o);
  const m110 = f32x4.sub(m11, m111);
  const a = interleaveLow(m000, m010);
  const b = interleaveLow(m001, m011);
  const e = interleaveHigh(m000, m010);
  const f = interleaveHigh(m001, m011);
  const p = interleaveLow(m100, m110);
  const q = interleaveLow(m101, m111);
  const s = interleaveHigh(m100, m110);
  const t = interleaveHigh(m101, m111);
  add(CORNERS + <usize>i32x4.extract_lane(slot, 0), interleaveLow(a, b), interleaveLow(p, q));
  add(CORNERS + <usize>i32x4.extract_lane(slot, 1), interleaveHigh(a, b), interleaveHigh(p, q));
  add(CORNERS + <usize>i32x4.extract_lane(slot, 2), interleaveLow(e, f), interleaveLow(s, t));
  add(CORNERS + <usize>i32x4.extract_lane(slot, 3), interleaveHigh(e, f), interleaveHigh(s, t));
}

@inline
function interleaveLow(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
}

@inline
function interleaveHigh(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
}

@inline
function add(slot: usize, upper: v128, lower: v128): void {
  v128.store(slot, f32x4.add(v128.load(slot), upper));
  v128.store(slot, f32x4.add(v128.load(slot, 16), lower), 16);
}

/** Sums the corners into the 4 × 4 × 8 histogram; what lies outside falls away. */
function spread(): void {
  memory.fill(HISTOGRAM, 0, 4 * 4 * 4 * 8);
  for (let r = 0; r < 5; r++) {
    for (let c = 0; c < 5; c++) {
      for (let o = 0; o < DIRECTIONS; o++) {
        const slot = CORNERS + (<usize>((r * 5 + c) * DIRECTIONS + o) << 5);
        const next = (o + 1) & (DIRECTIONS - 1);
        for (let part = 0; part < 4; part++) {
          const row = r - 1 + (part >> 1);
          const column = c - 1 + (part & 1);
          if (row < 0 || row >= CELLS || column < 0 || column >= CELLS) continue;
          const cell = HISTOGRAM + (<usize>((row * CELLS + column) * DIRECTIONS) << 2);
          const pair = slot + (<usize>part << 3);
          deposit(cell + (<usize>o << 2), load<f32>(pair));
          deposit(cell + (<usize>next << 2), load<f32>(pair, 4));
        }
      }
    }
  }
}

function deposit(at: usize, amount: f32): void {
  store<f32>(at, load<f32>(at) + amount);
}

/** Normalises, clips, normalises again (section 6.1) and rounds to bytes. */
function quantise(out: usize): void {
  const bound = f32x4.splat(CLIP * lengthOf());
  for (let k: usize = 0; k < 512; k += 16) v128.store(HISTOGRAM + k, f32x4.min(v128.load(HISTOGRAM + k), bound));
  const factor = f32x4.splat(BYTE_LENGTH / max(lengthOf(), f32.EPSILON));
  for (let k: usize = 0; k < 512; k += 64) {
    const low = i16x8.narrow_i32x4_s(rounded(HISTOGRAM + k, factor), rounded(HISTOGRAM + k + 16, factor));
    const high = i16x8.narrow_i32x4_s(rounded(HISTOGRAM + k + 32, factor), rounded(HISTOGRAM + k + 48, factor));
    v128.store(out + (k >> 2), i8x16.narrow_i16x8_u(low, high));
  }
}

@inline
function rounded(at: usize, factor: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(at), factor)));
}

function lengthOf(): f32 {
  let sum = f32x4.splat(0);
  for (let k: usize = 0; k < 512; k += 16) {
    const v = v128.load(HISTOGRAM + k);
    sum = f32x4.add(sum, f32x4.mul(v, v));
  }
  return Mathf.sqrt(
    f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3),
  );
}
