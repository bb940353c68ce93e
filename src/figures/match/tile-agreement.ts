/** Two aligned pictures → which tiles of the figure are really seen on the poster. */

import type { AlignedPair } from '../picture/align.ts';
import { bandPass, type Plane } from '../picture/band-pass.ts';

export interface Tile {
  /** Fractions of the figure's width and height, 0 to 1. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Zero-mean normalised cross-correlation with the poster, −1 to 1. */
  readonly correlation: number;
}

/** σ of a difference of Gaussians, pixels of the aligned pictures, and by how many pixels a tile may be off its place. */
export interface Detail {
  readonly fine: number;
  readonly coarse: number;
  readonly slack: number;
}

/** Structure between lettering and shading. */
export const STROKES: Detail = { fine: 1.5, coarse: 8, slack: 0 };
/** Edge of a tile in pixels. */
const TILE = 24;
/** Standard deviation, in grey levels after the band-pass, below which a tile shows nothing to compare. */
const LEAST_TEXTURE = 4;

/** Correlation of every tile of the figure that has texture; the flat ones say nothing and are left out. */
export function compareTiles({ figure, poster }: AlignedPair, { fine, coarse, slack }: Detail): Tile[] {
  const { width, height } = figure;
  const planes = { a: bandPass(figure, fine, coarse), b: bandPass(poster, fine, coarse) };
  const columns = Math.max(1, Math.round(width / TILE));
  const rows = Math.max(1, Math.round(height / TILE));
  const tiles: Tile[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const from = { x: Math.floor((column * width) / columns), y: Math.floor((row * height) / rows) };
      const to = { x: Math.floor(((column + 1) * width) / columns), y: Math.floor(((row + 1) * height) / rows) };
      const correlation = bestCorrelation(planes, { from, to }, slack);
      if (correlation === null) continue;
      const size = { width: (to.x - from.x) / width, height: (to.y - from.y) / height };
      tiles.push({ x: from.x / width, y: from.y / height, ...size, correlation });
    }
  }
  return tiles;
}

/** Of one size. */
interface Planes {
  readonly a: Plane;
  readonly b: Plane;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Pixels from `from` to before `to`. */
interface Span {
  readonly from: Point;
  readonly to: Point;
}

/** The highest over all shifts of the poster's side by up to `slack` pixels; null where the figure has no texture. */
function bestCorrelation(planes: Planes, span: Span, slack: number): number | null {
  let best: number | null = null;
  for (let y = -slack; y <= slack; y += 1) {
    for (let x = -slack; x <= slack; x += 1) {
      const correlation = correlate(planes, span, { x, y });
      if (correlation !== null && correlation > (best ?? -2)) best = correlation;
    }
  }
  return best;
}

/** Null where the figure has no texture; 0 where the poster alone has none. */
function correlate(planes: Planes, { from, to }: Span, shift: Point): number | null {
  const { stride, width, height } = planes.a;
  const [a, b] = [planes.a.values, planes.b.values];
  const [left, right] = [Math.max(from.x, -shift.x), Math.min(to.x, width - shift.x)];
  const [top, bottom] = [Math.max(from.y, -shift.y), Math.min(to.y, height - shift.y)];
  const n = (right - left) * (bottom - top);
  const offset = shift.y * stride + shift.x;
  let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
  for (let y = top; y < bottom; y += 1) {
    for (let i = y * stride + left; i < y * stride + right; i += 1) {
      const [p, q] = [a[i] ?? 0, b[i + offset] ?? 0];
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
