import { extend, reserve } from './memory';

/** A keypoint as the kernel hands it over: 32 bytes, lengths in pixels of the input. */
@unmanaged
export class Keypoint {
  x: f32;
  y: f32;
  /** Diameter of the neighbourhood: twice the scale σ. */
  size: f32;
  /** Degrees, clockwise as seen on the picture. */
  angle: f32;
  /** Magnitude of the interpolated difference of Gaussians, grey values taken as 0 to 1. */
  response: f32;
  octave: i32;
  level: i32;
  /** σ in pixels of its octave. */
  scale: f32;
}

let list: usize = 0;
let count: i32 = 0;

/** Starts an empty list at the end of memory; nothing else may be reserved while it grows. */
export function openList(): void {
  list = reserve(0);
  count = 0;
}

export function keypointCount(): i32 {
  return count;
}

export function keypointAt(index: i32): Keypoint {
  return changetype<Keypoint>(list + <usize>index * offsetof<Keypoint>());
}

export function append(): Keypoint {
  extend(offsetof<Keypoint>());
  return keypointAt(count++);
}

/** Drops every keypoint with a smaller response and closes the gaps, in order. */
export function dropWeaker(response: f32): void {
  let kept = 0;
  for (let i = 0; i < count; i++) {
    if (keypointAt(i).response < response) continue;
    memory.copy(changetype<usize>(keypointAt(kept++)), changetype<usize>(keypointAt(i)), offsetof<Keypoint>());
  }
  count = kept;
}
