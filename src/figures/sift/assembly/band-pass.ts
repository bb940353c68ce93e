// Difference of two blurs, each by three running means along either axis (Wells 1986): the cost does not grow with σ.
//
// Means run down the columns, four side by side in a vector; for the rows the plane is transposed in between.

import { reserve } from './memory';

/** A plane's rows and columns are padded to whole vectors, so that blocks of 4 × 4 can be turned. */
@inline
function padded(length: i32): i32 {
  return (length + 3) & ~3;
}

let sums: usize = 0;

/**
 * @param fine three radii of running means, in pixels, a byte each from the lowest; `coarse` likewise
 * @returns the address of `height` rows of f32, `width` padded to four from row to row
 */
export function bandPassed(grey: usize, width: i32, height: i32, fine: i32, coarse: i32): usize {
  const across = padded(width);
  const down = padded(height);
  const bytes = <usize>(across * down) << 2;
  const input = reserve(bytes);
  const spare = reserve(bytes);
  const detail = reserve(bytes);
  const ground = reserve(bytes);
  sums = reserve(<usize>max(across, down) << 2);
  widen(grey, width, height, input, across);
  blurTurned(input, detail, spare, width, height, fine);
  blurTurned(input, ground, spare, width, height, coarse);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(detail + at, f32x4.sub(v128.load(detail + at), v128.load(ground + at)));
  }
  transpose(detail, spare, down, across);
  return spare;
}

/** Grey bytes to f32; what pads a row repeats its last pixel. */
function widen(grey: usize, width: i32, height: i32, plane: usize, stride: i32): void {
  for (let y = 0; y < height; y++) {
    const from = grey + <usize>(y * width);
    const to = plane + (<usize>(y * stride) << 2);
    for (let x = 0; x < stride; x++) store<f32>(to + (<usize>x << 2), <f32>load<u8>(from + min(x, width - 1)));
  }
}

/** Blurs into `out`, turned: a column of the input is a row of the output. The input is kept. */
function blurTurned(input: usize, out: usize, spare: usize, width: i32, height: i32, radii: i32): void {
  const across = padded(width);
  const down = padded(height);
  means(input, spare, across, height, radii & 255);
  means(spare, out, across, height, (radii >> 8) & 255);
  means(out, spare, across, height, (radii >> 16) & 255);
  // rows that only pad hold whatever was there before
  memory.fill(spare + (<usize>(across * height) << 2), 0, <usize>(across * (down - height)) << 2);
  transpose(spare, out, across, down);
  means(out, spare, down, width, radii & 255);
  means(spare, out, down, width, (radii >> 8) & 255);
  means(out, spare, down, width, (radii >> 16) & 255);
  memory.copy(out, spare, <usize>(across * down) << 2);
}

/** Means over `radius` rows up and down, the first and the last row repeated beyond the ends. */
function means(from: usize, to: usize, stride: i32, rows: i32, radius: i32): void {
  const rowBytes = <usize>stride << 2;
  const count = 2 * radius + 1;
  const share = f32x4.splat(1 / <f32>count);
  memory.fill(sums, 0, rowBytes);
  for (let y = -radius; y <= radius; y++) addRow(from + rowAt(y, rows, rowBytes), rowBytes);
  for (let y = 0; y < rows; y++) {
    const out = to + <usize>y * rowBytes;
    const coming = from + rowAt(y + radius + 1, rows, rowBytes);
    const leaving = from + rowAt(y - radius, rows, rowBytes);
    for (let x: usize = 0; x < rowBytes; x += 16) {
      const sum = v128.load(sums + x);
      v128.store(out + x, f32x4.mul(sum, share));
      v128.store(sums + x, f32x4.add(sum, f32x4.sub(v128.load(coming + x), v128.load(leaving + x))));
    }
  }
}

function addRow(row: usize, rowBytes: usize): void {
  for (let x: usize = 0; x < rowBytes; x += 16) {
    v128.store(sums + x, f32x4.add(v128.load(sums + x), v128.load(row + x)));
  }
}

@inline
function rowAt(y: i32, rows: i32, rowBytes: usize): usize {
  return <usize>min(rows - 1, max(0, y)) * rowBytes;
}

/** `across` × `down` numbers to `down` × `across`, both whole vectors. */
function transpose(from: usize, to: usize, across: i32, down: i32): void {
  const fromRow = <usize>across << 2;
  const toRow = <usize>down << 2;
  for (let y = 0; y < down; y += 4) {
    for (let x = 0; x < across; x += 4) {
      const at = from + <usize>y * fromRow + (<usize>x << 2);
      const a = v128.load(at);
      const b = v128.load(at + fromRow);
      const c = v128.load(at + 2 * fromRow);
      const d = v128.load(at + 3 * fromRow);
      const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
      const ab2 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
      const cd2 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
      const out = to + <usize>x * toRow + (<usize>y << 2);
      v128.store(out, v128.shuffle<i64>(ab, cd, 0, 2));
      v128.store(out + toRow, v128.shuffle<i64>(ab, cd, 1, 3));
      v128.store(out + 2 * toRow, v128.shuffle<i64>(ab2, cd2, 0, 2));
      v128.store(out + 3 * toRow, v128.shuffle<i64>(ab2, cd2, 1, 3));
    }
  }
}
