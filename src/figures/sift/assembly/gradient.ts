// Gradients of a plane, four pixels at a time (Lowe 2004, section 5).

/**
 * Angle of the vector (x, y) in degrees, 0 to 360, four at a time: an odd polynomial on 0…1, mirrored into the octants. Its
 * coefficients were fitted to the values of OpenCV's fastAtan2 (to 5e-6°), which is off by up to 0.01° from the
 * arctangent: near the border of two bins that hundredth decides, so a better fit of the arctangent would agree less.
 */
@inline
export function angle4(y: v128, x: v128): v128 {
  const ax = f32x4.abs(x);
  const ay = f32x4.abs(y);
  const t = f32x4.div(f32x4.pmin(ax, ay), f32x4.add(f32x4.pmax(ax, ay), f32x4.splat(1e-20)));
  const t2 = f32x4.mul(t, t);
  let a = f32x4.add(f32x4.mul(t2, f32x4.splat(-2.539725)), f32x4.splat(8.914));
  a = f32x4.add(f32x4.mul(t2, a), f32x4.splat(-18.66745));
  a = f32x4.mul(t, f32x4.add(f32x4.mul(t2, a), f32x4.splat(57.28363)));
  a = v128.bitselect(f32x4.sub(f32x4.splat(90), a), a, f32x4.gt(ay, ax));
  a = v128.bitselect(f32x4.sub(f32x4.splat(180), a), a, f32x4.lt(x, f32x4.splat(0)));
  return v128.bitselect(f32x4.sub(f32x4.splat(360), a), a, f32x4.lt(y, f32x4.splat(0)));
}

/** Differences to the right minus left of four pixels from address `at`. */
@inline
export function across4(at: usize): v128 {
  return f32x4.sub(v128.load(at + 4), v128.load(at - 4));
}

/** Differences above minus below: angles run against the clock on a picture whose rows run downwards. */
@inline
export function upward4(at: usize, rowBytes: usize): v128 {
  return f32x4.sub(v128.load(at - rowBytes), v128.load(at + rowBytes));
}

@inline
export function length4(x: v128, y: v128): v128 {
  return f32x4.sqrt(f32x4.add(f32x4.mul(x, x), f32x4.mul(y, y)));
}
