/** How the colour of a ground runs from one of its edges to the other. */
import type { Gradient, Rgb } from './page-model.ts';

/** The strips that a ground is looked at in, across and down. */
const STRIPS = 5;
/** Summed over the channels: colours that differ by less are one. */
const SHADED = 60;

/** Adds up a ground's pixels, strip by strip. */
export class GradientMeter {
  readonly #across = new Float64Array(STRIPS * 4);
  readonly #down = new Float64Array(STRIPS * 4);

  /** @param x @param y Of the pixel in its ground's box, from 0 up to 1. */
  add(x: number, y: number, data: Uint8Array, at: number): void {
    for (const [strips, place] of [[this.#across, x] as const, [this.#down, y] as const]) {
      const strip = Math.floor(place * STRIPS) * 4;
      for (let channel = 0; channel < 3; channel++) strips[strip + channel]! += data[at + channel]!;
      strips[strip + 3]! += 1;
    }
  }

  /** `null` for a ground of one colour. */
  read(): Gradient | null {
    const [right, bottom] = [stopsOf(this.#across), stopsOf(this.#down)];
    if (right === null || bottom === null) return null;
    const [across, down] = [rangeOf(right), rangeOf(bottom)];
    if (Math.max(across, down) < SHADED) return null;
    return across > down ? { direction: 'to right', stops: right } : { direction: 'to bottom', stops: bottom };
  }
}

/** Means of the first, the middle and the last strip. */
function stopsOf(strips: Float64Array): [Rgb, Rgb, Rgb] | null {
  const mean = (strip: number): Rgb => {
    const [r = 0, g = 0, b = 0, count = 0] = strips.subarray(strip * 4, strip * 4 + 4);
    return [r / count, g / count, b / count];
  };
  const stops: [Rgb, Rgb, Rgb] = [mean(0), mean((STRIPS - 1) / 2), mean(STRIPS - 1)];
  return stops.flat().every(Number.isFinite) ? stops : null;
}

const apart = (a: Rgb, b: Rgb): number => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);

const rangeOf = ([a, b, c]: readonly [Rgb, Rgb, Rgb]): number => Math.max(apart(a, b), apart(b, c), apart(a, c));
