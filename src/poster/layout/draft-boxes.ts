/**
 * Boxes as models write them → `[x, y, width, height]` in percent. Models differ in what they were trained to write
 * (percent, fractions, thousandths, the pixels of the picture; a size or a second corner), and one answer is
 * consistent in itself, so the reading is chosen once for all boxes of a layout: the one that fits them best.
 */
import type { Box } from '../../model/schemas.ts';
import { asFields, asList, asNumber, type Fields } from './loose-fields.ts';

type Quad = readonly [number, number, number, number];

/** `corners`: written as two corners, the convention of `bbox_2d`. */
interface RawBox {
  readonly quad: Quad;
  readonly corners: boolean;
}

export type BoxReader = (holder: unknown) => { box: Box; clamped: boolean } | null;

/** A box may reach past the page by this many percent before it counts as written in another convention. */
const SLACK = 2;

/** Smallest side of a box, in percent: a line has no area to draw in. */
const SMALLEST_SIDE = 0.1;

export function readRawBox(holder: unknown): RawBox | null {
  const fields = asFields(holder);
  const corners = asQuad(fields.bbox_2d);
  if (corners !== null) return { quad: corners, corners: true };
  const quad = asQuad(fields.bbox_pct ?? fields.bbox ?? fields.box);
  return quad === null ? null : { quad, corners: false };
}

function asQuad(value: unknown): Quad | null {
  const numbers = (Array.isArray(value) ? asList(value) : namedSides(asFields(value))).map(asNumber);
  const [a, b, c, d] = numbers;
  if (numbers.length !== 4 || a == null || b == null || c == null || d == null) return null;
  return [a, b, c, d];
}

const namedSides = (box: Fields): unknown[] => [
  box.x ?? box.left,
  box.y ?? box.top,
  box.width ?? box.w,
  box.height ?? box.h,
];

/**
 * @param holders Everything in the layout that may hold a box.
 * @param size Pixels of the picture as the model was shown it.
 */
export function boxReader(holders: readonly unknown[], size: { width: number; height: number }): BoxReader {
  const raw = holders.map(readRawBox).filter((box) => box !== null);
  const corners = raw.some((box) => box.corners) || mostlyCorners(raw);
  const far = raw.map(({ quad: [x, y, c, d] }) => (corners ? [c, d] : [x + c, y + d]));
  const scale = scaleOf(Math.max(...far.map(([x]) => x!)), Math.max(...far.map(([, y]) => y!)), size);
  return (holder) => {
    const box = readRawBox(holder);
    return box === null ? null : clampBox(toPercent(box.quad, corners, scale));
  };
}

/** Read as a size, most boxes leave the page of any unit; read as a second corner, all are upright. */
function mostlyCorners(raw: readonly RawBox[]): boolean {
  const largest = Math.max(...raw.flatMap((box) => box.quad));
  const page = [1, 100, 1000].find((unit) => largest <= unit * (1 + SLACK / 100)) ?? largest;
  const upright = raw.every(({ quad: [x, y, right, bottom] }) => right > x && bottom > y);
  const leaving = raw.filter(({ quad: [x, y, w, h] }) => Math.max(x + w, y + h) > page * (1 + SLACK / 100));
  return raw.length > 0 && upright && leaving.length * 2 > raw.length;
}

/** Percent per unit, across and down: of the scales that hold all boxes, the one whose page they fill best. */
function scaleOf(farRight: number, farDown: number, size: { width: number; height: number }): [number, number] {
  if (!(Math.max(farRight, farDown) > 1 + SLACK / 100)) return [100, 100];
  if (Math.max(farRight, farDown) <= 100 + SLACK) return [1, 1];
  const thousandths: [number, number] = [0.1, 0.1];
  const pixels: [number, number] = [100 / size.width, 100 / size.height];
  const fill = ([across, down]: [number, number]) => {
    const [x, y] = [farRight * across, farDown * down];
    return Math.max(x, y) > 100 + SLACK ? 0 : x + y;
  };
  const percentPast = Math.max(farRight, farDown) <= 150;
  const best = fill(pixels) >= fill(thousandths) ? pixels : thousandths;
  return percentPast && fill(best) < 100 ? [1, 1] : best;
}

function toPercent([x, y, c, d]: Quad, corners: boolean, [across, down]: [number, number]): Quad {
  const [w, h] = corners ? [c - x, d - y] : [c, d];
  return [x * across, y * down, w * across, h * down];
}

/** Into the page, to a hundredth of a percent; `null` for a box without area or wholly outside. */
export function clampBox([x, y, w, h]: Quad): { box: Box; clamped: boolean } | null {
  const left = Math.min(100, Math.max(0, x));
  const top = Math.min(100, Math.max(0, y));
  const right = Math.min(100, Math.max(0, x + w));
  const bottom = Math.min(100, Math.max(0, y + h));
  if (right - left < SMALLEST_SIDE || bottom - top < SMALLEST_SIDE) return null;
  const moved = Math.max(left - x, top - y, x + w - right, y + h - bottom);
  return {
    box: boxBetween(hundredths(left), hundredths(top), hundredths(right), hundredths(bottom)),
    clamped: moved > 0.01,
  };
}

/** The far corner is rounded before the size is taken, so that rounding never carries a box off the page. */
const boxBetween = (left: number, top: number, right: number, bottom: number): Box => [
  left,
  top,
  hundredths(right - left),
  hundredths(bottom - top),
];

const hundredths = (value: number): number => Math.round(value * 100) / 100;
