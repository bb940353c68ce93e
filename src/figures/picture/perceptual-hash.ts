/** Picture → 256 bits that stay the same when it is scaled, recompressed or slightly retouched. */
import { resize } from './align.ts';
import type { GreyImage } from './decode-image.ts';

/** Lowest frequencies kept, along each axis. */
const HASH_EDGE = 16;
/** The picture is shrunk to four pixels for each frequency, as in the usual DCT hash (pHash; imagehash's `phash`). */
const PICTURE_EDGE = 4 * HASH_EDGE;
export const HASH_BITS = HASH_EDGE ** 2;

/** One byte (0 or 1) a bit: is the DCT coefficient above the median of all 256? */
export function perceptualHash(image: GreyImage): Uint8Array {
  const { data } = resize(image, PICTURE_EDGE, PICTURE_EDGE);
  const coefficients = lowFrequencies(Float64Array.from(data));
  const sorted = coefficients.toSorted();
  const median = ((sorted[HASH_BITS / 2 - 1] ?? 0) + (sorted[HASH_BITS / 2] ?? 0)) / 2;
  return Uint8Array.from(coefficients, (value) => (value > median ? 1 : 0));
}

/** 1 − Hamming distance / 256: 1 for equal hashes, about 0.5 for unrelated pictures. */
export function hashSimilarity(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((same, bit, i) => same + (bit === b[i] ? 1 : 0), 0) / HASH_BITS;
}

/** Cosines of the DCT-II: frequency by position. */
const COSINES = Array.from({ length: HASH_EDGE }, (_, frequency) =>
  Float64Array.from({ length: PICTURE_EDGE }, (_, i) =>
    Math.cos((Math.PI * frequency * (2 * i + 1)) / (2 * PICTURE_EDGE)),
  ),
);

/** The 16 × 16 lowest coefficients of the two-dimensional DCT-II, rounded so that no platform's last digit flips a bit. */
function lowFrequencies(picture: Float64Array): Float64Array {
  const alongRows = COSINES.map((cosines) =>
    Float64Array.from({ length: PICTURE_EDGE }, (_, y) =>
      cosines.reduce((sum, cosine, x) => sum + cosine * (picture[y * PICTURE_EDGE + x] ?? 0), 0),
    ),
  );
  const coefficients = new Float64Array(HASH_BITS);
  COSINES.forEach((cosines, v) => {
    alongRows.forEach((column, u) => {
      const value = cosines.reduce((sum, cosine, y) => sum + cosine * (column[y] ?? 0), 0);
      coefficients[v * HASH_EDGE + u] = Math.round(value * 1e6) / 1e6;
    });
  });
  return coefficients;
}
