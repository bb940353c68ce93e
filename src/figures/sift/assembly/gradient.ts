// Gradients of a plane, four pixels at a time (Lowe 2004, section 5).

/**
 * Angle of the vector (x, y) in degrees, 0 to 360, four at a time. The odd polynomial of degree 7 is the minimax fit of the
 * arctangent on 0…1; it is off by at most 0.005°.
 */
// @ts-ignore: decorator
@inline
export function angle4(y: v128, x: v128): v128 {
  const ax = f32x4.abs(x);
  const ay = f32x4.abs(y);
  const t = f32x4.div(f32x4.min(ax, ay), f32x4.add(f32x4.max(ax, ay), f32x4.splat(1e-20)));
  const t2 = f32x4.mul(t, t);
  let a = f32x4.add(f32x4.mul(t2, f32x4.splat(-2.23376256)), f32x4.splat(8.38033623));
  a = f32x4.add(f32x4.mul(t2, a), f32x4.splat(-18.40197013));
  a = f32x4.mul(t, f32x4.add(f32x4.mul(t2, a), f32x4.splat(57.25073428)));
  a = v128.bitselect(f32x4.sub(f32x4.splat(90), a), a, f32x4.gt(ay, ax));
  a = v128.bitselect(f32x4.sub(f32x4.splat(180), a), a, f32x4.lt(x, f32x4.splat(0)));
  return v128.bitselect(f32x4.sub(f32x4.splat(360), a), a, f32x4.lt(y, f32x4.splat(0)));
}

/** Differences to the right minus left of four pixels from address `at`. */
// @ts-ignore: decorator
@inline
export function across4(at: usize): v128 {
  return f32x4.sub(v128.load(at + 4), v128.load(at - 4));
}

/** Differences above minus below: angles run against the clock on a picture whose rows run downwards. */
// @ts-ignore: decorator
@inline
export function upward4(at: usize, rowBytes: usize): v128 {
  return f32x4.sub(v128.load(at - rowBytes), v128.load(at + rowBytes));
}

// @ts-ignore: decorator
@inline
export function length4(x: v128, y: v128): v128 {
  return f32x4.sqrt(f32x4.add(f32x4.mul(x, x), f32x4.mul(y, y)));
}
