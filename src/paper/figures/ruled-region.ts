/** The region of an algorithm between its rules: one above its caption, one below, one at its end. */
import { overlapX, type Rect, widthOf } from '../../pdf/geometry.ts';
import type { Caption } from '../captions/caption.ts';

/** Sizes of the caption's text: its rules stand no further from it. */
const CLOSE = 1.4;
/** Points by which rules of one float differ in their ends. */
const SAME_END = 3;

/** What the rules hold on the caption's one side; `null` where it does not stand at two rules of one width. */
export function ruledRegion(caption: Caption, rules: readonly Rect[]): Rect | null {
  const reach = CLOSE * (caption.lines[0]?.size ?? 10);
  const wide = rules.filter((rule) => overlapX(rule, caption) > 0.6 * Math.min(widthOf(rule), widthOf(caption)));
  const under = wide.find((rule) => rule.y0 > caption.y1 - 2 && rule.y0 < caption.y1 + reach);
  const end = under && next(under, wide, (rule) => rule.y0 - under.y1, reach);
  if (under && end) return { x0: under.x0, x1: under.x1, y0: under.y1, y1: end.y0 };
  const over = wide.find((rule) => rule.y1 < caption.y0 + 2 && rule.y1 > caption.y0 - reach);
  const start = over && next(over, wide, (rule) => over.y0 - rule.y1, reach);
  return over && start ? { x0: over.x0, x1: over.x1, y0: start.y1, y1: over.y0 } : null;
}

/** The first rule like `from` that is more than `least` points away from it. */
function next(from: Rect, rules: readonly Rect[], away: (rule: Rect) => number, least: number): Rect | undefined {
  const further = rules.filter((rule) => isAlike(rule, from) && away(rule) > least);
  return further.toSorted((a, b) => away(a) - away(b))[0];
}

const isAlike = (a: Rect, b: Rect): boolean => Math.abs(a.x0 - b.x0) < SAME_END && Math.abs(a.x1 - b.x1) < SAME_END;
