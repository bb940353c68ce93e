/** Captions of tables → the lines and strokes that each table is made of. */
import { overlapX, overlapY, type Rect, unite } from '../../pdf/geometry.ts';
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

/** The table that a caption names, below, above or beside it; `null` when no side looks like one. */
export function findTable(caption: Rect, around: Surroundings, band: Band): FoundTable | null {
  const sides = [tableOn('below', caption, around, band), tableOn('above', caption, around, band)];
  const [best] = sides.filter((side) => side !== null).toSorted((a, b) => b.likeness - a.likeness);
  const beside = tableBeside(caption, around);
  if (beside && beside.likeness > LIKELY && (!best || best.likeness <= LIKELY || isPartOf(best.table, beside.table)))
    return beside.table;
  return best && best.likeness > LIKELY ? best.table : null;
}

/** Sizes of white between a narrow caption and the table to its right, or a table and the heads over it. */
const ASIDE = 1;
/** Share of a table's lines that another has too when it is the whole one. */
const SHARED = 0.6;

/** Narrow captions have their tables to the right, from their first line downwards. */
function tableBeside(caption: Rect, around: Surroundings): Candidate | null {
  const white = ASIDE * around.bodySize;
  const facing = around.lines.filter((line) => line.x0 > caption.x1 + white && overlapY(line, caption) > 0);
  if (facing.length < 2) return null;
  const { x1 } = unite(around.lines);
  const edge = { x0: Math.min(...facing.map((line) => line.x0)), x1 };
  return tableOn('below', { ...edge, y0: caption.y0, y1: caption.y0 }, around, edge);
}

function isPartOf(part: FoundTable, whole: FoundTable): boolean {
  const lines = new Set(whole.lines);
  return (
    part.lines.length < whole.lines.length &&
    part.lines.filter((line) => lines.has(line)).length > SHARED * part.lines.length
  );
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
  return { table: { ...unite([box, ...rules, ...turnedHeads(box, page.lines)]), lines, rules, bars }, likeness };
}

/** Names of columns set sideways, over the table's first row. */
const turnedHeads = (box: Rect, lines: readonly TextLine[]): TextLine[] =>
  lines.filter(
    (line) =>
      line.angle !== 0 && overlapX(line, box) > 0 && line.y0 < box.y1 && line.y1 > box.y0 - ASIDE * (line.x1 - line.x0),
  );
