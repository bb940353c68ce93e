/** Two aligned pictures → which tiles of the figure are really seen on the poster. */
import type { AlignedPair } from './align.ts';
import { bandPass } from './band-pass.ts';

export interface Tile {
  /** Fractions of the figure's width and height, 0 to 1. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Zero-mean normalised cross-correlation with the poster, −1 to 1. */
  readonly correlation: number;
}

/** Structure between lettering and shading: σ of the difference of Gaussians, pixels of the aligned pictures. */
const BAND = { fine: 1.5, coarse: 8 };
/** Edge of a tile in pixels. */
const TILE = 24;
/** Standard deviation, in grey levels after the band-pass, below which a tile shows nothing to compare. */
const LEAST_TEXTURE = 4;

/** Correlation of every tile of the figure that has texture; the flat ones say nothing and are left out. */
export function compareTiles({ figure, poster }: AlignedPair): Tile[] {
  const { width, height } = figure;
  const [a, b] = [bandPass(figure, BAND.fine, BAND.coarse), bandPass(poster, BAND.fine, BAND.coarse)];
  const columns = Math.max(1, Math.round(width / TILE));
  const rows = Math.max(1, Math.round(height / TILE));
  const tiles: Tile[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const from = { x: Math.floor((column * width) / columns), y: Math.floor((row * height) / rows) };
      const to = { x: Math.floor(((column + 1) * width) / columns), y: Math.floor(((row + 1) * height) / rows) };
      const correlation = correlate(a, b, width, from, to);
      if (correlation === null) continue;
      const size = { width: (to.x - from.x) / width, height: (to.y - from.y) / height };
      tiles.push({ x: from.x / width, y: from.y / height, ...size, correlation });
    }
  }
  return tiles;
}

/** Null where the figure has no texture; 0 where the poster alone has none. */
function correlate(
  a: Float32Array,
  b: Float32Array,
  stride: number,
  from: { x: number; y: number },
  to: { x: number; y: number },
): number | null {
  const n = (to.x - from.x) * (to.y - from.y);
  let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
  for (let y = from.y; y < to.y; y += 1) {
    for (let i = y * stride + from.x; i < y * stride + to.x; i += 1) {
      const [p, q] = [a[i] ?? 0, b[i] ?? 0];
      sumA += p;
      sumB += q;
      squareA += p * p;
      squareB += q * q;
      product += p * q;
    }
  }
  const varianceA = squareA / n - (sumA / n) ** 2;
  const varianceB = squareB / n - (sumB / n) ** 2;
  if (n === 0 || varianceA < LEAST_TEXTURE ** 2) return null;
  if (varianceB < 1) return 0;
  return (product / n - (sumA / n) * (sumB / n)) / Math.sqrt(varianceA * varianceB);
}
