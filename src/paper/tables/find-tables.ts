/** Captions of tables → the lines and strokes that each table is made of. */
import { overlapX, type Rect, unite } from '../../pdf/geometry.ts';
import type { TextLine } from '../lines/text-line.ts';
import { type Band, gapOf, isProse, type Side, type Surroundings } from './caption-surroundings.ts';
import { tableBand } from './table-band.ts';
import { rowsBeyond, takeRows } from './table-rows.ts';

/** What a table is made of; the rectangle is without the caption, in points. */
export interface FoundTable extends Rect {
  readonly lines: readonly TextLine[];
  readonly rules: readonly Rect[];
  readonly bars: readonly Rect[];
}

/** The table that a caption names, below or above it; `null` when neither side looks like one. */
export function findTable(caption: Rect, around: Surroundings, band: Band): FoundTable | null {
  const sides = [tableOn('below', caption, around, band), tableOn('above', caption, around, band)];
  const [best] = sides.filter((side) => side !== null).toSorted((a, b) => b.likeness - a.likeness);
  return best && best.likeness > LIKELY ? best.table : null;
}

/** How many of the rows must stand in cells, prose counting against them. */
const LIKELY = 0.35;
/** Points: a rule this near to the caption is the table's first. */
const FIRST_RULE = 30;

interface Candidate {
  readonly table: FoundTable;
  readonly likeness: number;
}

function tableOn(side: Side, caption: Rect, around: Surroundings, column: Band): Candidate | null {
  const { page } = around;
  const near = page.rules.filter((rule) => overlapX(rule, caption) > 5 && gapOf(side, caption, rule) > -3);
  const nearest = near.toSorted((a, b) => gapOf(side, caption, a) - gapOf(side, caption, b))[0];
  const first = nearest && gapOf(side, caption, nearest) < FIRST_RULE ? nearest : null;
  const band = tableBand(side, caption, around, { column, first });
  const taken = takeRows(rowsBeyond(side, caption, around, band), side, around, band);
  const lines = taken.flat();
  if (lines.length < 3) return null;
  const box = unite(lines);
  const isNear = (stroke: Rect) => overlapX(stroke, { ...box, ...band }) > 0;
  const rules = page.rules.filter((rule) => isNear(rule) && rule.y0 > box.y0 - 12 && rule.y1 < box.y1 + 12);
  const bars = page.bars.filter((bar) => isNear(bar) && bar.y1 > box.y0 && bar.y0 < box.y1);
  const cells = taken.filter((row) => row.length > 1 || (row[0]?.breaks.length ?? 0) > 0).length;
  const prose = taken.filter((row) => isProse(row, around)).length;
  const gap = Math.min(...lines.map((line) => gapOf(side, caption, line)));
  const likeness = (cells - 1.5 * prose) / taken.length + (first ? 0.2 : 0) - (gap > 40 ? 0.3 : 0);
  return { table: { ...unite([box, ...rules]), lines, rules, bars }, likeness };
}
