/** Captions of tables → the lines and rules that each table is made of. */
import { overlapX, type Rect, unite } from '../../pdf/geometry.ts';
import type { PageText } from '../page-text.ts';
import type { TextLine } from '../text-line.ts';

/** What a table is made of; the rectangle is without the caption, in points. */
export interface FoundTable extends Rect {
  readonly lines: readonly TextLine[];
  readonly rules: readonly Rect[];
}

/** The area of a page that a table may take: its column, or all columns. */
export interface Band {
  readonly x0: number;
  readonly x1: number;
}

interface Surroundings {
  readonly page: PageText;
  /** Level lines that are neither furniture nor captions. */
  readonly lines: readonly TextLine[];
  readonly captions: readonly Rect[];
  /** Size of the running text and width of its columns, in points. */
  readonly bodySize: number;
  readonly columnWidth: number;
}

/** The table that a caption names, below or above it; `null` when neither side looks like one. */
export function findTable(caption: Rect, around: Surroundings, band: Band): FoundTable | null {
  const sides = [tableOn('below', caption, around, band), tableOn('above', caption, around, band)];
  const [best] = sides.filter((side) => side !== null).toSorted((a, b) => b.likeness - a.likeness);
  return best && best.likeness > LIKELY ? best.table : null;
}

type Side = 'below' | 'above';

/** How many of the rows must stand in cells, prose counting against them. */
const LIKELY = 0.35;

interface Candidate {
  readonly table: FoundTable;
  readonly likeness: number;
}

function tableOn(side: Side, caption: Rect, around: Surroundings, band: Band): Candidate | null {
  const { page } = around;
  const near = page.rules.filter((rule) => overlapX(rule, caption) > 5 && gapOf(side, caption, rule) > -3);
  const first = near.toSorted((a, b) => gapOf(side, caption, a) - gapOf(side, caption, b))[0];
  const ruled = first !== undefined && gapOf(side, caption, first) < 30;
  const extent = ruled
    ? unite([caption, ...sameLevel(page.rules, first), { ...caption, ...band }])
    : { ...caption, ...band };
  const rows = rowsBeyond(side, caption, around, extent);
  const taken = takeRows(rows, side, around, extent);
  const lines = taken.flat();
  if (lines.length < 3) return null;
  const box = unite(lines);
  const rules = page.rules.filter((rule) => overlapX(rule, box) > 0 && rule.y0 > box.y0 - 12 && rule.y1 < box.y1 + 12);
  const cells = taken.filter((row) => row.length > 1 || (row[0]?.breaks.length ?? 0) > 0).length;
  const prose = taken.filter((row) => isProse(row, around)).length;
  const gap = Math.min(...lines.map((line) => gapOf(side, caption, line)));
  const likeness = (cells - 1.5 * prose) / taken.length + (ruled ? 0.2 : 0) - (gap > 40 ? 0.3 : 0);
  return { table: { ...unite([box, ...rules]), lines, rules }, likeness };
}

const gapOf = (side: Side, caption: Rect, rect: Rect) =>
  side === 'below' ? rect.y0 - caption.y1 : caption.y0 - rect.y1;

const sameLevel = (rules: readonly Rect[], first: Rect) => rules.filter((rule) => Math.abs(rule.y0 - first.y0) < 1.5);

/** Rows of lines from the caption outwards, up to the next caption. */
function rowsBeyond(side: Side, caption: Rect, around: Surroundings, extent: Band): TextLine[][] {
  const stop = around.captions
    .filter((other) => gapOf(side, caption, other) > 0 && overlapX(other, { ...other, ...extent }) > 5)
    .reduce((nearest, other) => Math.min(nearest, gapOf(side, caption, other)), Number.POSITIVE_INFINITY);
  const inside = around.lines.filter((line) => {
    const middle = (line.x0 + line.x1) / 2;
    const gap = gapOf(side, caption, line);
    return middle > extent.x0 - 4 && middle < extent.x1 + 4 && gap > -2 && gap < stop;
  });
  const sorted = inside.toSorted((a, b) => (side === 'below' ? a.baseline - b.baseline : b.baseline - a.baseline));
  const rows: TextLine[][] = [];
  for (const line of sorted) {
    const row = rows.at(-1);
    const anchor = row?.[0];
    if (row && anchor && Math.abs(anchor.baseline - line.baseline) < 0.4 * Math.max(anchor.size, line.size))
      row.push(line);
    else rows.push([line]);
  }
  return rows;
}

/** Takes rows while they belong to the table: up to its last rule, or while they stand in cells. */
function takeRows(rows: readonly TextLine[][], side: Side, around: Surroundings, extent: Band): TextLine[][] {
  const end = lastRule(rows, side, around, extent);
  const taken: TextLine[][] = [];
  let previous: TextLine[] | undefined;
  for (const row of rows) {
    const [line] = row;
    if (!line) continue;
    if (end !== null) {
      if (side === 'below' ? line.baseline > end + 1 : line.baseline < end) break;
    } else {
      const step = previous?.[0] ? Math.abs(line.baseline - previous[0].baseline) : 0;
      if (step > 3.2 * line.size || isProse(row, around)) break;
    }
    taken.push(row);
    previous = row;
  }
  return taken;
}

/** The outermost long rule that nothing but cells stands before; `null` without at least two rules. */
function lastRule(rows: readonly TextLine[][], side: Side, around: Surroundings, extent: Band): number | null {
  const start = rows[0]?.[0]?.baseline;
  if (start === undefined) return null;
  const away = (y: number) => (side === 'below' ? y - start : start - y);
  const levels = joinedLevels(around.page.rules.filter((rule) => overlapX(rule, { ...rule, ...extent }) > 10));
  const longest = Math.max(0, ...levels.filter((rule) => away(rule.y0) > -40).map((rule) => rule.x1 - rule.x0));
  const long = levels
    .filter((rule) => rule.x1 - rule.x0 > 0.8 * longest && away(rule.y0) > 0)
    .toSorted((a, b) => away(a.y0) - away(b.y0));
  let end: number | null = null;
  for (const rule of long) {
    const between = rows.filter(
      ([line]) => line && away(line.baseline) > away(end ?? start) - 1 && away(line.baseline) < away(rule.y0),
    );
    const prose = between.filter((row) => isProse(row, around)).length;
    if (prose > 2 && prose > 0.4 * between.length) break;
    end = rule.y0;
  }
  return end;
}

/** Rules are often drawn cell by cell: those on one level are one. */
function joinedLevels(rules: readonly Rect[]): Rect[] {
  const levels: Rect[] = [];
  for (const rule of rules.toSorted((a, b) => a.y0 - b.y0 || a.x0 - b.x0)) {
    const last = levels.at(-1);
    if (last && Math.abs(last.y0 - rule.y0) < 1.5) levels[levels.length - 1] = { ...unite([last, rule]), y0: last.y0 };
    else levels.push(rule);
  }
  return levels;
}

/** A line of running text: of the body's size, without cells, over most of a column. */
function isProse(row: readonly TextLine[], { bodySize, columnWidth }: Surroundings): boolean {
  return row.some(({ text, size, x0, x1, breaks }) => {
    const words = text.split(' ').length;
    return words >= 6 && size > bodySize - 0.6 && x1 - x0 > 0.75 * columnWidth && breaks.length < 2;
  });
}
