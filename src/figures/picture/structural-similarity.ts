/** Two grey pictures of one size → structural similarity (Wang et al., IEEE TIP 2004), −1 to 1. */
import type { GreyImage } from './decode-image.ts';

/** Uniform window and sample covariance (n − 1), as scikit-image's `structural_similarity` has by default. */
const WINDOW = 7;
const [K1, K2, RANGE] = [0.01, 0.03, 255];
const C1 = (K1 * RANGE) ** 2;
const C2 = (K2 * RANGE) ** 2;

/**
 * Mean over all windows that lie wholly inside. Pictures smaller than a window are compared as one.
 * @throws {RangeError} when the sizes differ.
 */
export function structuralSimilarity(a: GreyImage, b: GreyImage): number {
  if (a.width !== b.width || a.height !== b.height) {
    throw new RangeError(`${a.width} × ${a.height} and ${b.width} × ${b.height} px: both pictures must be of one size`);
  }
  const [width, height] = [Math.min(WINDOW, a.width), Math.min(WINDOW, a.height)];
  const sums = [
    windowSums(a, width, height, (i) => a.data[i] ?? 0),
    windowSums(a, width, height, (i) => b.data[i] ?? 0),
    windowSums(a, width, height, (i) => (a.data[i] ?? 0) ** 2),
    windowSums(a, width, height, (i) => (b.data[i] ?? 0) ** 2),
    windowSums(a, width, height, (i) => (a.data[i] ?? 0) * (b.data[i] ?? 0)),
  ] as const;
  const [sumA, sumB, squareA, squareB, product] = sums;
  const n = width * height;
  let total = 0;
  for (let i = 0; i < sumA.length; i += 1) {
    total += similarity(n, sumA[i] ?? 0, sumB[i] ?? 0, squareA[i] ?? 0, squareB[i] ?? 0, product[i] ?? 0);
  }
  return total / sumA.length;
}

function similarity(n: number, sumA: number, sumB: number, squareA: number, squareB: number, product: number): number {
  const [meanA, meanB] = [sumA / n, sumB / n];
  const sample = Math.max(1, n - 1);
  const varianceA = (squareA - sumA * meanA) / sample;
  const varianceB = (squareB - sumB * meanB) / sample;
  const covariance = (product - sumA * meanB) / sample;
  const luminance = (2 * meanA * meanB + C1) / (meanA ** 2 + meanB ** 2 + C1);
  return (luminance * (2 * covariance + C2)) / (varianceA + varianceB + C2);
}

/** Sums of a quantity over every window, from running sums: whole numbers, so exact. */
function windowSums(image: GreyImage, width: number, height: number, quantity: (i: number) => number): Float64Array {
  const [columns, rows] = [image.width - width + 1, image.height - height + 1];
  const stripes = new Float64Array(image.width);
  const sums = new Float64Array(columns * rows);
  for (let y = 0; y < image.height; y += 1) {
    for (let x = 0; x < image.width; x += 1) {
      const leaving = y < height ? 0 : quantity((y - height) * image.width + x);
      stripes[x] = (stripes[x] ?? 0) + quantity(y * image.width + x) - leaving;
    }
    if (y < height - 1) continue;
    let sum = 0;
    for (let x = 0; x < image.width; x += 1) {
      sum += (stripes[x] ?? 0) - (x < width ? 0 : (stripes[x - width] ?? 0));
      if (x >= width - 1) sums[(y - height + 1) * columns + x - width + 1] = sum;
    }
  }
  return sums;
}
