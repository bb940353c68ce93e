/** The parts of a table on several pages → one table, each part under the one before it: their columns are the same. */
import { type Rect, unite, widthOf } from '../../pdf/geometry.ts';
import type { TextLine } from '../lines/text-line.ts';
import type { FoundTable } from './find-tables.ts';
import { headBottom } from './head-rows.ts';
import { rowsOf } from './table-cells.ts';

/** Share of a part's width by which that of another may differ. */
const SAME_WIDTH = 0.04;
/** Distance of two rows where a part has only one, in sizes. */
const ROW_STEP = 1.5;

/** `null` when the parts are not equally wide. Only the first keeps its head. */
export function stackParts(parts: readonly FoundTable[]): FoundTable | null {
  const [first, ...later] = parts;
  if (!first) return null;
  const width = widthOf(first);
  if (later.some((part) => Math.abs(widthOf(part) - width) > SAME_WIDTH * width)) return null;
  let [lines, rules, bars] = [first.lines, first.rules, first.bars];
  for (const part of later) {
    const head = headBottom(rowsOf(part.lines), part.rules);
    const body = part.lines.filter(({ baseline }) => baseline > head);
    if (body.length === 0) continue;
    const end = Math.max(...lines.map(({ baseline }) => baseline));
    const dx = first.x0 - part.x0;
    const dy = end + usualStep(first.lines) - Math.min(...body.map(({ baseline }) => baseline));
    const isBody = (stroke: Rect) => stroke.y1 > head + 1;
    lines = [...lines, ...body.map((line) => movedLine(line, dx, dy))];
    rules = [...rules, ...part.rules.filter(isBody).map((rule) => moved(rule, dx, dy))];
    bars = [...bars, ...part.bars.filter(isBody).map((bar) => moved(bar, dx, dy))];
  }
  return { ...unite([...lines, ...rules]), lines, rules, bars };
}

const moved = <T extends Rect>(rect: T, dx: number, dy: number): T => ({
  ...rect,
  ...{ x0: rect.x0 + dx, x1: rect.x1 + dx, y0: rect.y0 + dy, y1: rect.y1 + dy },
});

function movedLine(line: TextLine, dx: number, dy: number): TextLine {
  const gaps = (breaks: TextLine['breaks']) => breaks.map((gap) => ({ ...gap, x0: gap.x0 + dx, x1: gap.x1 + dx }));
  return { ...moved(line, dx, dy), baseline: line.baseline + dy, breaks: gaps(line.breaks), spaces: gaps(line.spaces) };
}

/** The middle one of the distances between rows. */
function usualStep(lines: readonly TextLine[]): number {
  const rows = rowsOf(lines);
  const steps = rows.slice(1).map(({ baseline }, i) => baseline - rows[i]!.baseline);
  return steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? ROW_STEP * (lines[0]?.size ?? 10);
}
