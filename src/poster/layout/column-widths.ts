/** Widths of a poster's columns, as shares of the body that add up. */
import type { LayoutSection } from '../../model/schemas.ts';

/** Widths that add up to within this many percent of the whole are kept as they are. */
const TOLERANCE = 3;

/**
 * @param drafted In percent; `null` where a width could not be read.
 * @param gutter Percent between two columns: widths may add up to the whole with or without it.
 * @param sections Where the draft cannot be used, the boxes tell how wide the columns are.
 */
export function columnWidths(
  drafted: readonly (number | null)[],
  columns: number,
  gutter: number,
  sections: readonly LayoutSection[],
): { widths: string[]; adjusted: boolean } {
  const widths = drafted.filter((width) => width !== null).filter((width) => width > 0);
  if (widths.length !== columns) return { widths: shares(measured(columns, sections)), adjusted: true };
  const sum = total(widths);
  const addsUp = [sum, sum + gutter * (columns - 1)].some((whole) => Math.abs(whole - 100) <= TOLERANCE);
  return addsUp ? { widths: widths.map(asPercent), adjusted: false } : { widths: shares(widths), adjusted: true };
}

/** The widest box of each column; columns without one are as wide as the average of the others. */
function measured(columns: number, sections: readonly LayoutSection[]): number[] {
  const widest = Array.from({ length: columns }, (_, index) =>
    Math.max(0, ...sections.filter((section) => section.column === index + 1).map((section) => section.bbox_pct[2])),
  );
  const known = widest.filter((width) => width > 0);
  const average = known.length === 0 ? 1 : total(known) / known.length;
  return widest.map((width) => width || average);
}

const shares = (widths: readonly number[]): string[] => {
  const sum = total(widths);
  return widths.map((width) => asPercent((width / sum) * 100));
};

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

const asPercent = (width: number): string => `${Math.round(width * 10) / 10}%`;
