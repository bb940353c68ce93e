/** From which distance of two lines on they are different rows of a table, where the white between rows tells. */
import type { Row } from './table-cells.ts';

/** Rows are set this much further apart than the lines of a cell, as a ratio. */
const WIDER = 1.2;

/**
 * Points between baselines; `null` where lines are set evenly, or where those set close are whole rows by themselves.
 * `cells` are what the lines hold, each with its column.
 */
export function rowDistance(
  rows: readonly Row[],
  cells: readonly (readonly { from: number }[])[],
  columns: number,
): number | null {
  const steps = rows.slice(1).map((row, i) => row.baseline - (rows[i]?.baseline ?? 0));
  const apart = gapIn(steps);
  if (apart === null) return null;
  const wide = steps.filter((step) => step >= apart).length;
  const close = cells.slice(1).filter((_, i) => (steps[i] ?? apart) < apart);
  const unnamed = close.filter((slots) => slots.every(({ from }) => from > 0));
  const whole = close.filter((slots) => slots.length > 0.75 * columns);
  if (wide >= 0.3 * steps.length && steps.length > 2 && whole.length < 0.5 * close.length) return apart;
  return unnamed.length >= 0.5 * close.length && whole.length < 0.25 * close.length ? apart : null;
}

/** The middle of the first gap between the lengths that occur. */
function gapIn(steps: readonly number[]): number | null {
  const sorted = steps.toSorted((a, b) => a - b);
  const at = sorted.findIndex((step, i) => step > 0 && (sorted[i + 1] ?? 0) / step > WIDER);
  return at < 0 ? null : ((sorted[at] ?? 0) + (sorted[at + 1] ?? 0)) / 2;
}
