/** Where a table's head ends. */
import { type Rect, unite, widthOf } from '../../pdf/geometry.ts';
import type { LogicalRow } from './logical-rows.ts';
import type { Row } from './table-cells.ts';

/** Share of the longest rule's width from which a rule goes across the table. */
const ACROSS = 0.85;
/** Share of the lines that a head may take, and lines from which on whole rows are no head. */
const MOST = 0.6;
const WHOLE_ROWS = 3;

/** The head ends at the first long rule under its words; without rules it is the first line. */
export function headBottom(rows: readonly Row[], rules: readonly Rect[]): number {
  const first = rows[0];
  const last = rows.at(-1);
  if (!first || !last) return 0;
  const whole = wholeRules(rules);
  const width = Math.max(...whole.map(widthOf), 0);
  const long = whole
    .filter((rule) => widthOf(rule) > ACROSS * width && rule.y0 > first.baseline && rule.y0 < last.y0)
    .toSorted((a, b) => a.y0 - b.y0)[0];
  const head = long ? rows.filter((row) => row.baseline < long.y0) : [];
  const most = Math.max(...rows.map((row) => row.pieces.length));
  const isBody = head.length >= WHOLE_ROWS && head.every((row) => row.pieces.length === most);
  return long && head.length <= MOST * rows.length && !isBody ? long.y0 : first.baseline;
}

/** Points: pieces of a rule drawn cell by cell touch; those under the groups of a head leave white between them. */
const TOUCHING = 1;

/** Rules drawn cell by cell as one each, top to bottom. */
export function wholeRules(rules: readonly Rect[]): Rect[] {
  const whole: Rect[] = [];
  for (const rule of rules.toSorted((a, b) => a.y0 - b.y0 || a.x0 - b.x0)) {
    const at = whole.findLastIndex(
      (other) => Math.abs(other.y0 - rule.y0) < 1.5 && rule.x0 < other.x1 + TOUCHING && rule.x1 > other.x0 - TOUCHING,
    );
    const other = whole[at];
    if (other) whole[at] = { ...unite([other, rule]), y0: other.y0, y1: other.y1 };
    else whole.push(rule);
  }
  return whole;
}

/** What stands under a head's cell that spans columns names them, even under a rule: the rows of the head, and the rest. */
export function restOfHead(head: readonly LogicalRow[], body: readonly LogicalRow[]): [LogicalRow[], LogicalRow[]] {
  const groups = head.at(-1)?.slots.filter((slot) => slot.to > slot.from) ?? [];
  const next = body[0];
  const isNamed = (column: number) =>
    next?.slots.some((slot) => slot.from === column && slot.to === column && !NUMERIC.test(slot.lines.join(' ')));
  const columns = groups.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
  if (columns.length === 0 || body.length < 2 || !columns.every(isNamed)) return [[...head], [...body]];
  return [[...head, next!], body.slice(1)];
}

const NUMERIC = /^[<>≤≥~≈(]?[+\-−–±]?[\d.,]+(?:\s?[%±×(].*)?$/u;
