/** The paper that a poster is printed on. */

export interface PageSize {
  /** In points. */
  readonly width: number;
  readonly height: number;
}

const POINTS_PER_MM = 72 / 25.4;
const POINTS_PER_UNIT: Readonly<Record<string, number>> = {
  mm: POINTS_PER_MM,
  cm: 10 * POINTS_PER_MM,
  in: 72,
  pt: 1,
};
/** ISO 216, in millimetres. */
const SERIES: Readonly<Record<string, readonly [number, number]>> = {
  A0: [841, 1189],
  A1: [594, 841],
  A2: [420, 594],
  A3: [297, 420],
  A4: [210, 297],
};
/** No printer takes more, and PDF readers and PowerPoint neither. */
const LARGEST_POINTS = 4032;
const SMALLEST_POINTS = 200;
/** At least so large on A0; smaller paper is read from nearer. */
const LEGIBLE_ON_A0 = 18;
const DIAGONAL_OF_A0 = Math.hypot(841, 1189) * POINTS_PER_MM;

/** `A0`, or width x height as `48x36in` or `841x1189mm`. */
export const POSTER_SIZE = /^(?:A[0-4]|\d+(?:\.\d+)?x\d+(?:\.\d+)?(?:mm|cm|in|pt))$/i;

/** A named size is turned as the poster lies; a measured one is taken as it is. `null` where it is too large or too small. */
export function posterSize(text: string, orientation: 'landscape' | 'portrait' | 'square'): PageSize | null {
  const named = SERIES[text.toUpperCase()];
  if (named) {
    const [short, long] = named.map((mm) => mm * POINTS_PER_MM) as [number, number];
    if (orientation === 'square') return { width: short, height: short };
    return orientation === 'landscape' ? { width: long, height: short } : { width: short, height: long };
  }
  const [, width = '', height = '', unit = ''] = /^([\d.]+)x([\d.]+)([a-z]+)$/i.exec(text) ?? [];
  const points = POINTS_PER_UNIT[unit.toLowerCase()] ?? 0;
  const size = { width: Number(width) * points, height: Number(height) * points };
  const sides = [size.width, size.height];
  return sides.every((side) => side >= SMALLEST_POINTS && side <= LARGEST_POINTS) ? size : null;
}

/** The least size of text that is read from where people stand. */
export const legibleSize = ({ width, height }: PageSize): number =>
  LEGIBLE_ON_A0 * Math.min(1, Math.hypot(width, height) / DIAGONAL_OF_A0);
