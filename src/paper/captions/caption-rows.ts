/** A caption's first row → all its rows: how far it runs down the page. */
import { overlapX, type Rect, unite, widthOf } from '../../pdf/geometry.ts';
import { endsBroken } from '../lines/dehyphenate.ts';
import type { PageLine } from './page-line.ts';

/** What surrounds a caption. */
export interface CaptionSurroundings {
  readonly lines: readonly PageLine[];
  readonly drawn: readonly Rect[];
  /** Usual distance of two baselines, in points, for text of a size. */
  leading(size: number): number;
}

/** Times the usual distance of two baselines: further down something else begins. */
const WIDEST_LEADING = 1.3;
/** Rows of a caption keep their distance to within this factor. */
const EVEN = 1.18;
/** Sizes: a wider gap inside a row divides columns, not words. */
const ROW_GAP = 1.6;
/** Points up or down within which a caption to the left or right is a neighbour. */
const BESIDE = 60;
/** Lines that begin at one place make it a column's left edge. */
const COLUMN_LINES = 6;

/** `starts` are the first lines of all captions: none runs into the next. */
export function captionRows(
  first: readonly PageLine[],
  page: CaptionSurroundings,
  starts: ReadonlySet<PageLine | undefined>,
): PageLine[][] {
  const head = first[0]!;
  const own = { ...page, lines: besideNoOther(first, page.lines, starts) };
  const rows: PageLine[][] = [[...first]];
  let leading: number | null = null;
  for (;;) {
    const block = unite(rows.flat());
    const last = unite(rows.at(-1)!);
    const baseline = rows.at(-1)![0]!.baseline;
    const row = nextRow(rows, block, own, starts);
    if (!row) return rows;
    const step = row[0]!.baseline - baseline;
    if (leading !== null && step > leading * EVEN + 0.5) return rows;
    if (endsBefore(row, rows, block)) return rows;
    const between = { x0: block.x0, x1: block.x1, y0: baseline, y1: row[0]!.baseline - 0.6 * head.size };
    if (page.drawn.some((drawn) => divides(drawn, between))) return rows;
    const alone = rows.length === 1 && isLabelOnly(rows[0]!);
    if (!alone && widthOf(unite(row)) > widthOf(block) + 3 * head.size && !standsUnder(row, last, block)) return rows;
    if (!alone) leading = Math.max(leading ?? 0, step);
    rows.push(row);
  }
}

/** The page's lines without what captions to the left and right of this one may be made of. */
function besideNoOther(
  first: readonly PageLine[],
  lines: readonly PageLine[],
  starts: ReadonlySet<PageLine | undefined>,
): PageLine[] {
  const head: Rect = unite(first);
  const { page, baseline } = first[0]!;
  let left = Number.NEGATIVE_INFINITY;
  let right = Number.POSITIVE_INFINITY;
  for (const other of starts) {
    if (!other || other.page !== page || Math.abs(other.baseline - baseline) > BESIDE) continue;
    if (other.x1 < head.x0) left = Math.max(left, other.x1);
    if (other.x0 > head.x1) right = Math.min(right, other.x0);
  }
  return lines.filter((line) => line.x0 > left - 2 && line.x1 < right + 2);
}

/** The lines on the first baseline below that continue the caption's column. */
function nextRow(
  rows: readonly PageLine[][],
  block: Rect,
  page: CaptionSurroundings,
  starts: ReadonlySet<PageLine | undefined>,
): PageLine[] | null {
  const head = rows[0]![0]!;
  const { baseline } = rows.at(-1)![0]!;
  const alone = rows.length === 1 && isLabelOnly(rows[0]!);
  const below = page.lines.filter(
    (line) =>
      line.angle === 0 &&
      line.baseline > baseline + 0.6 * head.size &&
      line.baseline < baseline + (alone ? 1.5 : 1) * WIDEST_LEADING * page.leading(head.size) &&
      overlapX(line, block) > Math.min(0.5 * widthOf(line), head.size),
  );
  // Accents, radicals and limits come as short lines between the rows.
  const nearest = below
    .filter((line) => isLike(line, head, alone ? 0.3 : 0.06))
    .toSorted((a, b) => Number(isShort(a)) - Number(isShort(b)) || a.baseline - b.baseline || a.x0 - b.x0)[0];
  if (!nearest || starts.has(nearest)) return null;
  const row = page.lines
    .filter((line) => line.angle === 0 && Math.abs(line.baseline - nearest.baseline) < 0.35 * head.size)
    .toSorted((a, b) => a.x0 - b.x0);
  const joined = chainAround(nearest, row, head.size, page.lines);
  return joined.some((line) => starts.has(line)) ? null : joined;
}

const isLabelOnly = (row: readonly PageLine[]): boolean => row.map((line) => line.text).join(' ').length < 16;

const isShort = (line: PageLine): boolean => line.text.length < 4;

/** A caption keeps its size; a row that holds only a formula's or a unit's signs may be smaller. */
const isLike = (line: PageLine, head: PageLine, tolerance: number): boolean =>
  Math.abs(line.size - head.size) < tolerance * head.size + 0.1 || (line.text.length < 6 && line.size < head.size);

function chainAround(
  nearest: PageLine,
  row: readonly PageLine[],
  size: number,
  lines: readonly PageLine[],
): PageLine[] {
  const at = row.indexOf(nearest);
  const joins = (left: PageLine, right: PageLine) => right.x0 - left.x1 < ROW_GAP * size && !startsColumn(right, lines);
  let from = at;
  let to = at;
  while (from > 0 && joins(row[from - 1]!, row[from]!)) from--;
  while (to < row.length - 1 && joins(row[to]!, row[to + 1]!)) to++;
  return row.slice(from, to + 1);
}

/** Whether many lines begin where this one does. */
export function startsColumn(line: PageLine, lines: readonly PageLine[]): boolean {
  let count = 0;
  for (const other of lines) {
    if (Math.abs(other.x0 - line.x0) < 1.5 && other.text.length > 12 && ++count >= COLUMN_LINES) return true;
  }
  return false;
}

/** The last row ends although the next one's first word would have fitted: the caption was over. */
function endsBefore(row: readonly PageLine[], rows: readonly PageLine[][], block: Rect): boolean {
  const last = unite(rows.at(-1)!);
  const next = row[0]!;
  const centred = Math.abs((last.x0 + last.x1) / 2 - (next.x0 + unite(row).x1) / 2) < 2 && next.x0 > last.x0 + 2;
  const broken = endsBroken(rows.at(-1)!.at(-1)!.text);
  if (centred || broken || rows.length < 2) return false;
  const word = /^\S+/.exec(next.text)?.[0].length ?? 0;
  const width = (widthOf(next) * (word + 1)) / Math.max(1, next.text.length);
  return block.x1 - last.x1 > width + 2 * next.size;
}

/** A row wider than those above still belongs when it starts where they do, as after a short first row. */
function standsUnder(row: readonly PageLine[], last: Rect, block: Rect): boolean {
  const first = row[0]!;
  return Math.abs(first.x0 - last.x0) < 1.5 * first.size || first.x0 >= block.x0 - first.size;
}

/** A rule or a picture that crosses the strip. */
function divides(drawn: Rect, strip: Rect): boolean {
  const across = overlapX(drawn, strip) > 0.5 * widthOf(strip);
  const middle = (drawn.y0 + drawn.y1) / 2;
  return across && middle > strip.y0 && middle < strip.y1 && drawn.y1 - drawn.y0 < 3 * (strip.y1 - strip.y0) + 4;
}
