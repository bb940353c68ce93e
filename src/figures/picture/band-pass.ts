/** Grey picture → its structure of a certain size: no slow shading, no noise, no sharpness. */
import { bytesAt, instantiate, type Kernel } from '../sift/kernel.ts';
import type { GreyImage } from './decode-image.ts';

export interface Plane {
  /** Row by row; each begins `stride` values after the last. */
  readonly values: Float32Array;
  readonly stride: number;
  readonly width: number;
  readonly height: number;
}

/** Of this thread; aligned pictures take a few megabytes of it. */
let kernel: Kernel | undefined;

/** Difference of Gaussians, σ in pixels: keeps what is larger than `fine` and smaller than `coarse`. */
export function bandPass({ data, width, height }: GreyImage, fine: number, coarse: number): Plane {
  kernel ??= instantiate();
  const grey = kernel.open(data.length);
  bytesAt(kernel, grey, data.length).set(data);
  const address = kernel.bandPassed(grey, width, height, packed(boxRadii(fine)), packed(boxRadii(coarse))) >>> 0;
  const stride = VECTOR * Math.ceil(width / VECTOR);
  const values = new Float32Array(kernel.memory.buffer, address, stride * height).slice();
  return { values, stride, width, height };
}

/** Rows are padded to whole vectors of four. */
const VECTOR = 4;

/** Three running means of odd width come within 3 % of a Gaussian, at a cost that does not grow with σ (Wells 1986). */
const PASSES = 3;

/** Radii whose variances ((2r + 1)² − 1) / 12 add up to about σ². */
function boxRadii(sigma: number): number[] {
  const radii: number[] = [];
  let variance = sigma ** 2;
  for (let left = PASSES; left > 0; left -= 1) {
    const radius = Math.max(0, Math.round((Math.sqrt((12 * variance) / left + 1) - 1) / 2));
    radii.push(radius);
    variance = Math.max(0, variance - ((2 * radius + 1) ** 2 - 1) / 12);
  }
  return radii;
}

/** A byte each, the first lowest. */
const packed = (radii: readonly number[]): number => radii.reduce((bits, radius, i) => bits | (radius << (8 * i)), 0);
