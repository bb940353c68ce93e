/** Grey picture → its structure of a certain size: no slow shading, no noise, no sharpness. */
import type { GreyImage } from './decode-image.ts';

/** Difference of Gaussians, σ in pixels: keeps what is larger than `fine` and smaller than `coarse`. */
export function bandPass({ data, width, height }: GreyImage, fine: number, coarse: number): Float32Array {
  const plane = Float32Array.from(data);
  const detail = blur(plane, width, height, fine);
  const ground = blur(plane, width, height, coarse);
  for (let i = 0; i < detail.length; i += 1) detail[i] = (detail[i] ?? 0) - (ground[i] ?? 0);
  return detail;
}

/** Three running means of odd width come within 3 % of a Gaussian, at a cost that does not grow with σ (Wells 1986). */
const PASSES = 3;

function blur(plane: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const radii = boxRadii(sigma);
  const alongRows = radii.reduce((rows, radius) => meanAlongRows(rows, width, radius), plane);
  const turned = transpose(alongRows, width, height);
  return transpose(
    radii.reduce((columns, radius) => meanAlongRows(columns, height, radius), turned),
    height,
    width,
  );
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
function meanAlongRows(plane: Float32Array, width: number, radius: number): Float32Array {
  if (radius === 0) return plane;
  const means = new Float32Array(plane.length);
  const padded = new Float32Array(width + 2 * radius + 1);
  const count = 2 * radius + 1;
  for (let start = 0; start < plane.length; start += width) {
    padded.fill(plane[start] ?? 0, 0, radius);
    padded.set(plane.subarray(start, start + width), radius);
    padded.fill(plane[start + width - 1] ?? 0, radius + width);
    let sum = 0;
    for (let k = 0; k < count; k += 1) sum += padded[k] ?? 0;
    for (let x = 0; x < width; x += 1) {
      means[start + x] = sum / count;
      sum += (padded[x + count] ?? 0) - (padded[x] ?? 0);
    }
  }
  return means;
}

function transpose(plane: Float32Array, width: number, height: number): Float32Array {
  const turned = new Float32Array(plane.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) turned[x * height + y] = plane[y * width + x] ?? 0;
  }
  return turned;
}
