/** Operands of drawing operators, which a broken file may hold in any shape. */
import type { Matrix, Rect } from './geometry.ts';

export type Sequence = ArrayLike<unknown> & Iterable<unknown>;

export const isSequence = (value: unknown): value is Sequence =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

export const numberOr = (value: unknown, fallback: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : fallback;

export const colourOr = (value: unknown, fallback: string | null): string | null =>
  typeof value === 'string' ? value : fallback;

function areNumbers(value: unknown, count: number): value is ArrayLike<number> {
  if (!isSequence(value) || value.length < count) return false;
  for (let i = 0; i < count; i++) if (!Number.isFinite(value[i])) return false;
  return true;
}

export const matrixOf = (n: unknown): Matrix | null =>
  areNumbers(n, 6) ? [n[0]!, n[1]!, n[2]!, n[3]!, n[4]!, n[5]!] : null;

export const boxOf = (n: unknown): Rect | null =>
  areNumbers(n, 4) ? { x0: n[0]!, y0: n[1]!, x1: n[2]!, y1: n[3]! } : null;

/** Of whatever pdfjs says of an image, perhaps its `width` and `height` in pixels; 0 where it says nothing. */
export function pixelsOf(size: unknown): { width: number; height: number } {
  if (typeof size !== 'object' || size === null || !('width' in size) || !('height' in size))
    return { width: 0, height: 0 };
  return { width: numberOr(size.width, 0), height: numberOr(size.height, 0) };
}
