/** Operands of drawing operators, which a broken file may hold in any shape. */
import type { Matrix, Rect } from './geometry.ts';

export type Sequence = ArrayLike<unknown> & Iterable<unknown>;

export const isSequence = (value: unknown): value is Sequence =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

export const numberOr = (value: unknown, fallback: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : fallback;

export const colourOr = (value: unknown, fallback: string | null): string | null =>
  typeof value === 'string' ? value : fallback;

function numbersOf(value: unknown, count: number): number[] | null {
  if (!isSequence(value) || value.length < count) return null;
  const numbers = Array.from(value).slice(0, count);
  return numbers.every((n): n is number => typeof n === 'number' && Number.isFinite(n)) ? numbers : null;
}

export function matrixOf(value: unknown): Matrix | null {
  const n = numbersOf(value, 6);
  return n ? [n[0]!, n[1]!, n[2]!, n[3]!, n[4]!, n[5]!] : null;
}

export function boxOf(value: unknown): Rect | null {
  const n = numbersOf(value, 4);
  return n ? { x0: n[0]!, y0: n[1]!, x1: n[2]!, y1: n[3]! } : null;
}

/** Of whatever pdfjs says of an image, perhaps its `width` and `height` in pixels; 0 where it says nothing. */
export function pixelsOf(size: unknown): { width: number; height: number } {
  if (typeof size !== 'object' || size === null || !('width' in size) || !('height' in size))
    return { width: 0, height: 0 };
  return { width: numberOr(size.width, 0), height: numberOr(size.height, 0) };
}
