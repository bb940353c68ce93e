/** Which rows of lines on one side of a caption are the table's. */
import { overlapX, type Rect, unite } from '../../pdf/geometry.ts';
import type { TextLine } from '../lines/text-line.ts';
import { type Band, gapOf, isProse, type Side, type Surroundings } from './caption-surroundings.ts';

type Row = readonly TextLine[];

/** Rows of lines from the caption outwards, up to the next caption. */
export function rowsBeyond(side: Side, caption: Rect, around: Surroundings, band: Band): Row[] {
  const stop = around.captions
    .filter((other) => gapOf(side, caption, other) > 0 && overlapX(other, { ...other, ...band }) > 5)
    .reduce((nearest, other) => Math.min(nearest, gapOf(side, caption, other)), Number.POSITIVE_INFINITY);
  const inside = around.lines.filter((line) => {
    const middle = (line.x0 + line.x1) / 2;
    const gap = gapOf(side, caption, line);
    return middle > band.x0 - 4 && middle < band.x1 + 4 && gap > -2 && gap < stop;
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

/** Sizes: rows of a table stand no further apart. */
const ROW_STEP = 3.2;
/** The same for a head above the topmost rule, or rows under a rule that is only the head's. */
const NEXT_STEP = 2.4;
/** Share of the cells of the fullest row that such a row has. */
const FULL = 0.6;

/** Sizes by which it may be wider than the rows. */
const ASIDE = 4;

/** Takes rows while they belong to the table: up to its last rule, or while they stand in cells. */
export function takeRows(rows: readonly Row[], side: Side, around: Surroundings, band: Band): readonly Row[] {
  const end = lastRule(rows, side, around, band);
  const taken: Row[] = [];
  for (const row of rows) {
    const [line] = row;
    const before = taken.at(-1);
    if (!line) continue;
    const step = before?.[0] ? Math.abs(line.baseline - before[0].baseline) : 0;
    if (end === null) {
      if (step > ROW_STEP * line.size || isProse(row, around)) break;
    } else if (side === 'below' ? line.baseline > end + 1 : line.baseline < end) {
      if (!before || step > NEXT_STEP * line.size || !isLikeRow(row, taken, around)) break;
    }
    taken.push(row);
  }
  return withoutNotes(taken, side, end === null ? [] : around.page.rules);
}

const cellsIn = (row: Row): number => row.reduce((sum, { breaks }) => sum + 1 + breaks.length, 0);

/** Cells that stand where the table's do. */
function isLikeRow(row: Row, taken: readonly Row[], around: Surroundings): boolean {
  const table = unite(taken.flat());
  const most = Math.max(...taken.map(cellsIn));
  return (
    cellsIn(row) >= Math.max(2, FULL * most) &&
    !isProse(row, around) &&
    row.every((line) => line.x0 > table.x0 - ASIDE * line.size && line.x1 < table.x1 + ASIDE * line.size)
  );
}

/** Notes under a table explain it; they are no rows. Inside its `rules` they are told by a mark or by a rule over them. */
function withoutNotes(rows: readonly Row[], side: Side, rules: readonly Rect[]): readonly Row[] {
  const printed = side === 'below' ? rows : rows.toReversed();
  const table = unite(rows.flat());
  const first = printed.findLastIndex((row) => !isStretch(row, table)) + 1;
  const notes = printed.slice(first);
  const over = { y0: printed[first - 1]?.[0]?.baseline ?? 0, y1: notes[0]?.[0]?.baseline ?? 0 };
  const apart =
    rules.length === 0 || rules.some(({ y0, x0 }) => y0 > over.y0 && y0 < over.y1 - 2 && Math.abs(x0 - table.x0) < 12);
  const at = notes.findIndex((row) => isMarked(row) || (apart && isSentence(row, table)));
  const kept = at < 0 ? printed : printed.slice(0, Math.max(2, first + at));
  return side === 'below' ? kept : kept.toReversed();
}

const NOTE =
  /^(?:[*†‡§¶∗#]|notes?\b|sources?:|abbreviations?\b|https?:|\p{L}{1,9}\s?[=:]\s?\p{L}|[a-z]\)\s|[+-]{1,3}=)/iu;

const textOf = (row: Row): string => row.map((line) => line.text).join(' ');

/** One stretch of words from the table's left edge, but for a mark before it. */
function isStretch(row: Row, table: Rect): boolean {
  const [line, ...others] = row;
  const isMark = others[0] && line && line.text.length < 3 && others[0].x0 - line.x1 < 0.6 * others[0].size;
  const words = isMark ? others : row;
  return (
    line !== undefined &&
    words.length === 1 &&
    words.every(({ breaks }) => breaks.length === 0) &&
    line.x0 < table.x0 + 2 * line.size
  );
}

const isMarked = (row: Row): boolean =>
  textOf(row).includes(' ') && (NOTE.test(textOf(row)) || row[0]?.raisedStart === true || row.length > 1);

/** Over most of the table's width, or ended by a full stop. */
function isSentence(row: Row, table: Rect): boolean {
  const { x0, x1 } = unite(row);
  return textOf(row).split(' ').length > 4 && (x1 - x0 > 0.6 * (table.x1 - table.x0) || textOf(row).endsWith('.'));
}

/** The outermost long rule that nothing but cells stands before; `null` without at least two rules. */
function lastRule(rows: readonly Row[], side: Side, around: Surroundings, band: Band): number | null {
  const start = rows[0]?.[0]?.baseline;
  if (start === undefined) return null;
  const away = (y: number) => (side === 'below' ? y - start : start - y);
  const beyond = joinedLevels(around.page.rules.filter((rule) => overlapX(rule, { ...rule, ...band }) > 10)).filter(
    (rule) => away(rule.y0) > -40,
  );
  const [nearest] = beyond.toSorted((a, b) => away(a.y0) - away(b.y0));
  const text = nearest && rows.find((row) => isProse(row, around) && sticksOut(row, nearest, band));
  const reach = text?.[0] ? away(text[0].baseline) : Number.POSITIVE_INFINITY;
  const levels = beyond.filter((rule) => away(rule.y0) < reach);
  const longest = Math.max(0, ...levels.map((rule) => rule.x1 - rule.x0));
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

/** Running text is wider than the table's rule, if that is narrower than the column. */
const sticksOut = (row: Row, rule: Rect, band: Band): boolean =>
  rule.x1 - rule.x0 > 0.3 * (band.x1 - band.x0) && row.some((line) => line.x0 < rule.x0 - 3 || line.x1 > rule.x1 + 3);

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
