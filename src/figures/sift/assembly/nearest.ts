// Exact search for the two nearest descriptors (Lowe 2004, section 7.1), by |a|² + |b|² - 2 a·b in integers.

import { reserve } from './memory';

/** Bytes of a descriptor, and of one widened to i16. */
const BYTES: usize = 128;
const WIDE: usize = 256;
/** Descriptors of the searched set that stay in the first-level cache while all queries pass. */
const BLOCK: i32 = 64;

/** What is known of a query: the two nearest so far. */
@unmanaged
export class Nearest {
  first: i32;
  second: i32;
  firstDistance: i32;
  secondDistance: i32;
}

/** Widens `count` descriptors to i16, padded with zeros to a multiple of four, and appends their squared lengths. */
function widenAll(bytes: usize, count: i32): usize {
  const padded = (count + 3) & ~3;
  const wide = reserve(<usize>padded * WIDE);
  memory.fill(wide + <usize>count * WIDE, 0, <usize>(padded - count) * WIDE);
  for (let at: usize = 0; at < <usize>count * BYTES; at += 16) {
    const block = v128.load(bytes + at);
    v128.store(wide + 2 * at, i16x8.extend_low_i8x16_u(block));
    v128.store(wide + 2 * at, i16x8.extend_high_i8x16_u(block), 16);
  }
  const lengths = reserve(<usize>padded << 2);
  for (let i = 0; i < padded; i++) {
    const at = wide + <usize>i * WIDE;
    let sum = i32x4.splat(0);
    for (let k: usize = 0; k < WIDE; k += 16) {
      const v = v128.load(at + k);
      sum = i32x4.add(sum, i32x4.dot_i16x8_s(v, v));
    }
    store<i32>(lengths + (<usize>i << 2), total(sum));
  }
  return wide;
}

@inline
function total(v: v128): i32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}

/** Fills `found` for each query; of equals the one with the lower index is nearer. Index -1 where there is none. */
export function searchAll(queries: usize, queryCount: i32, set: usize, setCount: i32, found: usize): void {
  const wideQueries = widenAll(queries, queryCount);
  const queryLengths = wideQueries + <usize>((queryCount + 3) & ~3) * WIDE;
  const wideSet = widenAll(set, setCount);
  const setLengths = wideSet + <usize>((setCount + 3) & ~3) * WIDE;
  for (let q = 0; q < (queryCount + 3 & ~3); q++) {
    const nearest = changetype<Nearest>(found + (<usize>q << 4));
    nearest.first = nearest.second = -1;
    nearest.firstDistance = nearest.secondDistance = i32.MAX_VALUE;
  }
  for (let from = 0; from < setCount; from += BLOCK) {
    const to = min(from + BLOCK, setCount);
    for (let q = 0; q < queryCount; q += 2) {
      const query = wideQueries + <usize>q * WIDE;
      const a = changetype<Nearest>(found + (<usize>q << 4));
      const b = changetype<Nearest>(found + (<usize>q << 4) + 16);
      const lengthA = i32x4.splat(load<i32>(queryLengths + (<usize>q << 2)));
      const lengthB = i32x4.splat(load<i32>(queryLengths + (<usize>q << 2), 4));
      for (let t = from; t < to; t += 4) {
        compare(query, wideSet + <usize>t * WIDE, v128.load(setLengths + (<usize>t << 2)), lengthA, lengthB, a, b, t, to);
      }
    }
  }
}

/** Two queries against four of the set: eight products, each of 16 steps. */
@inline
function compare(
  query: usize, set: usize, setLengths: v128, lengthA: v128, lengthB: v128, a: Nearest, b: Nearest, t: i32, to: i32,
): void {
  let a0 = i32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  for (let k: usize = 0; k < WIDE; k += 16) {
    const p = v128.load(query + k);
    const q = v128.load(query + k, 256);
    const s0 = v128.load(set + k);
    a0 = i32x4.add(a0, i32x4.dot_i16x8_s(p, s0));
    b0 = i32x4.add(b0, i32x4.dot_i16x8_s(q, s0));
    const s1 = v128.load(set + k, 256);
    a1 = i32x4.add(a1, i32x4.dot_i16x8_s(p, s1));
    b1 = i32x4.add(b1, i32x4.dot_i16x8_s(q, s1));
    const s2 = v128.load(set + k, 512);
    a2 = i32x4.add(a2, i32x4.dot_i16x8_s(p, s2));
    b2 = i32x4.add(b2, i32x4.dot_i16x8_s(q, s2));
    const s3 = v128.load(set + k, 768);
    a3 = i32x4.add(a3, i32x4.dot_i16x8_s(p, s3));
    b3 = i32x4.add(b3, i32x4.dot_i16x8_s(q, s3));
  }
  offer(distances(lengthA, setLengths, totals(a0, a1, a2, a3)), a, t, to);
  offer(distances(lengthB, setLengths, totals(b0, b1, b2, b3)), b, t, to);
}

@inline
function distances(length: v128, setLengths: v128, products: v128): v128 {
  return i32x4.sub(i32x4.add(length, setLengths), i32x4.shl(products, 1));
}

/** The sums of four vectors, as one. */
@inline
function totals(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = i32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return i32x4.add(v128.shuffle<i64>(ab, cd, 0, 2), v128.shuffle<i64>(ab, cd, 1, 3));
}

@inline
function offer(distance: v128, nearest: Nearest, t: i32, to: i32): void {
  let lanes = i32x4.bitmask(i32x4.lt_s(distance, i32x4.splat(nearest.secondDistance)));
  while (lanes) {
    const lane = ctz(lanes);
    lanes &= lanes - 1;
    if (t + lane < to) insert(nearest, t + lane, distanceAt(distance, lane));
  }
}

function distanceAt(distance: v128, lane: i32): i32 {
  if (lane == 0) return i32x4.extract_lane(distance, 0);
  if (lane == 1) return i32x4.extract_lane(distance, 1);
  return lane == 2 ? i32x4.extract_lane(distance, 2) : i32x4.extract_lane(distance, 3);
}

function insert(nearest: Nearest, index: i32, distance: i32): void {
  if (distance >= nearest.secondDistance) return;
  if (distance < nearest.firstDistance) {
    nearest.second = nearest.first;
    nearest.secondDistance = nearest.firstDistance;
    nearest.first = index;
    nearest.firstDistance = distance;
  } else {
    nearest.second = index;
    nearest.secondDistance = distance;
  }
}
