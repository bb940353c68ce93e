/** Grey picture → its structure of a certain size: no slow shading, no noise, no sharpness. */
import type { GreyImage } from './decode-image.ts';

/** Difference of Gaussians, σ in pixels: keeps what is larger than `fine` and smaller than `coarse`. */
export function bandPass({ data, width, height }: GreyImage, fine: number, coarse: number): Float32Array {
  const plane = { values: Float32Array.from(data), width, height };
  const detail = blur(plane, fine);
  const ground = blur(plane, coarse);
  for (let i = 0; i < detail.length; i += 1) detail[i] = (detail[i] ?? 0) - (ground[i] ?? 0);
  return detail;
}

interface Plane {
  readonly values: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** Three running means of odd width come within 3 % of a Gaussian, at a cost that does not grow with σ (Wells 1986). */
const PASSES = 3;

function blur({ values, width, height }: Plane, sigma: number): Float32Array {
  const from = values.slice();
  const to = new Float32Array(values.length);
  for (const radius of boxRadii(sigma)) {
    if (radius === 0) continue;
    meanAlongRows({ values: from, width, height }, to, radius);
    meanAlongColumns({ values: to, width, height }, from, radius);
  }
  return from;
}

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

/** Mean over `radius` neighbours to either side, the ends of a row repeated. */
function meanAlongRows({ values, width }: Plane, means: Float32Array, radius: number): void {
  const count = 2 * radius + 1;
  const padded = new Float32Array(width + count);
  for (let start = 0; start < values.length; start += width) {
    padded.fill(values[start] ?? 0, 0, radius);
    padded.set(values.subarray(start, start + width), radius);
    padded.fill(values[start + width - 1] ?? 0, radius + width);
    let sum = 0;
    for (let k = 0; k < count; k += 1) sum += padded[k] ?? 0;
    for (let x = 0; x < width; x += 1) {
      means[start + x] = sum / count;
      sum += (padded[x + count] ?? 0) - (padded[x] ?? 0);
    }
  }
}

/** The same down the columns, all of them side by side, so that memory is read in its order. */
function meanAlongColumns({ values, width, height }: Plane, means: Float32Array, radius: number): void {
  const count = 2 * radius + 1;
  const startOf = (row: number): number => Math.min(height - 1, Math.max(0, row)) * width;
  const sums = new Float32Array(width);
  for (let row = -radius; row <= radius; row += 1) {
    const start = startOf(row);
    for (let x = 0; x < width; x += 1) sums[x] = (sums[x] ?? 0) + (values[start + x] ?? 0);
  }
  for (let y = 0; y < height; y += 1) {
    const [at, leaving, coming] = [y * width, startOf(y - radius), startOf(y + radius + 1)];
    for (let x = 0; x < width; x += 1) {
      const sum = sums[x] ?? 0;
      means[at + x] = sum / count;
      sums[x] = sum + (values[coming + x] ?? 0) - (values[leaving + x] ?? 0);
    }
  }
}
