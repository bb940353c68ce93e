/** Two grey pictures of one size → structural similarity (Wang et al., IEEE TIP 2004), −1 to 1. */
import type { GreyImage } from './decode-image.ts';

/** Uniform window and sample covariance (n − 1), as scikit-image's `structural_similarity` has by default. */
const WINDOW = 7;
const [K1, K2, RANGE] = [0.01, 0.03, 255];
const QUANTITIES = 5;
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
  const window = { width: Math.min(WINDOW, a.width), height: Math.min(WINDOW, a.height) };
  const strip = new Strip(a, b);
  let total = 0;
  for (let y = 0; y < a.height; y += 1) {
    strip.add(y, 1);
    if (y >= window.height) strip.add(y - window.height, -1);
    if (y >= window.height - 1) total += strip.similarities(window);
  }
  return total / ((a.width - window.width + 1) * (a.height - window.height + 1));
}

/** Sums down the rows of a strip as high as the window, column by column: whole numbers, so exact. */
class Strip {
  readonly #a: GreyImage;
  readonly #b: GreyImage;
  /** Of each column: Σa, Σb, Σa², Σb², Σab. */
  readonly #sums: Float64Array;

  constructor(a: GreyImage, b: GreyImage) {
    this.#a = a;
    this.#b = b;
    this.#sums = new Float64Array(QUANTITIES * a.width);
  }

  /** @param sign −1 takes the row away again */
  add(y: number, sign: 1 | -1): void {
    const sums = this.#sums;
    const width = this.#a.width;
    for (let x = 0, i = y * width, at = 0; x < width; x += 1, i += 1, at += QUANTITIES) {
      const [p, q] = [this.#a.data[i] ?? 0, this.#b.data[i] ?? 0];
      sums[at] = (sums[at] ?? 0) + sign * p;
      sums[at + 1] = (sums[at + 1] ?? 0) + sign * q;
      sums[at + 2] = (sums[at + 2] ?? 0) + sign * p * p;
      sums[at + 3] = (sums[at + 3] ?? 0) + sign * q * q;
      sums[at + 4] = (sums[at + 4] ?? 0) + sign * p * q;
    }
  }

  /** Of all windows that begin at the strip's top, their sum. */
  similarities({ width, height }: { width: number; height: number }): number {
    const sums = this.#sums;
    const reach = QUANTITIES * width;
    const held = new Float64Array(QUANTITIES);
    let total = 0;
    for (let at = 0; at < sums.length; at += QUANTITIES) {
      for (let i = 0; i < QUANTITIES; i += 1) {
        const leaving = at < reach ? 0 : (sums[at - reach + i] ?? 0);
        held[i] = (held[i] ?? 0) + (sums[at + i] ?? 0) - leaving;
      }
      if (at >= reach - QUANTITIES) total += similarity(width * height, held);
    }
    return total;
  }
}

function similarity(n: number, sums: Float64Array): number {
  const [sumA, sumB, squareA] = [sums[0] ?? 0, sums[1] ?? 0, sums[2] ?? 0];
  const [squareB, product] = [sums[3] ?? 0, sums[4] ?? 0];
  const [meanA, meanB] = [sumA / n, sumB / n];
  const sample = Math.max(1, n - 1);
  const varianceA = (squareA - sumA * meanA) / sample;
  const varianceB = (squareB - sumB * meanB) / sample;
  const covariance = (product - sumA * meanB) / sample;
  const luminance = (2 * meanA * meanB + C1) / (meanA ** 2 + meanB ** 2 + C1);
  return (luminance * (2 * covariance + C2)) / (varianceA + varianceB + C2);
}
