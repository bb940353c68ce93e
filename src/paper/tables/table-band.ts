/** How far a table goes to the left and right of its caption. */
import { overlapX, type Rect, unite } from '../../pdf/geometry.ts';
import type { TextLine } from '../lines/text-line.ts';
import { type Band, gapOf, isProse, type Side, type Surroundings } from './caption-surroundings.ts';

/** Points: captions no further up or down than this stand side by side. */
const BESIDE = 30;
/** Points: pieces of one rule leave no more white between them. */
const RULE_GAP = 8;
/** The rows next to the caption that are looked at, and the share of them that must go on outside of the column. */
const SAMPLE = 8;
const SPILLING = 0.7;

/** `column` is the caption's; `first` the rule that the table begins with, if any. */
export function tableBand(
  side: Side,
  caption: Rect,
  around: Surroundings,
  { column, first }: { column: Band; first: Rect | null },
): Band {
  const own = { ...caption, ...column };
  const wide = first ? unite([own, joinedRule(first, around.page.rules)]) : spilt(side, own, around);
  let { x0, x1 } = unite([wide, caption]);
  for (const other of around.captions) {
    if (Math.abs(other.y0 - caption.y0) > BESIDE) continue;
    if (other.x0 > caption.x1) x1 = Math.min(x1, other.x0 - 1);
    if (other.x1 < caption.x0) x0 = Math.max(x0, other.x1 + 1);
  }
  return { x0, x1 };
}

/** A rule drawn in pieces, as one. */
function joinedRule(first: Rect, rules: readonly Rect[]): Rect {
  const level = rules.filter((rule) => Math.abs(rule.y0 - first.y0) < 1.5).toSorted((a, b) => a.x0 - b.x0);
  let whole = first;
  for (const rule of level) if (rule.x1 > whole.x1 && rule.x0 < whole.x1 + RULE_GAP) whole = unite([whole, rule]);
  for (const rule of level.toReversed())
    if (rule.x0 < whole.x0 && rule.x1 > whole.x0 - RULE_GAP) whole = unite([whole, rule]);
  return whole;
}

/** An unruled table is wider than its caption's column when its rows go on beside it, as no running text does. */
function spilt(side: Side, own: Rect, around: Surroundings): Rect {
  const beyond = around.lines
    .filter((line) => gapOf(side, own, line) > -2)
    .toSorted((a, b) => gapOf(side, own, a) - gapOf(side, own, b));
  const inside = beyond.filter((line) => overlapX(line, own) > 0);
  const rows = [...new Map(inside.map((line) => [Math.round(line.baseline), line])).values()].slice(0, SAMPLE);
  const partners = rows.map((row) => beyond.filter((line) => overlapX(line, own) <= 0 && goesOn(row, line)));
  const isCell = (lines: readonly TextLine[]) =>
    lines.length > 0 && lines.every((line) => !isProse([line], around) && !fills(line, own));
  return rows.length > 3 && partners.filter(isCell).length > SPILLING * rows.length
    ? unite([own, ...partners.flat()])
    : own;
}

const goesOn = (row: TextLine, line: TextLine): boolean =>
  Math.abs(row.baseline - line.baseline) < 1 && Math.abs(row.size - line.size) < 0.2;

/** As wide as a line of running text. */
const fills = (line: Rect, column: Rect): boolean => line.x1 - line.x0 > 0.75 * (column.x1 - column.x0);
