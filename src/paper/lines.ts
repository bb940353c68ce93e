/** Glyph runs → lines: runs that follow each other on a baseline, never across the gap between columns. */
import type { GlyphRun } from '../pdf/glyph-runs.ts';
import { type Line, lineOf, wordGapOf } from './line.ts';

interface PageText {
  readonly number: number;
  readonly runs: readonly GlyphRun[];
}

/** Gaps up to this share of the size stay inside a line: a heading's number stands one em before its words. */
const WIDEST_GAP = 1.15;
/** Runs below this share of their neighbours' size are their scripts. */
const SCRIPT = 0.88;

/** Lines in the order in which the page draws them. Turned text (axis labels, sideways tables) comes last, by angle. */
export function pageLines(page: PageText): Line[] {
  const byAngle = Map.groupBy(page.runs, (run) => Math.round(run.angle));
  const level = byAngle.get(0) ?? [];
  byAngle.delete(0);
  const lines = merge(fragments(level).map((runs) => lineOf(page.number, runs)));
  for (const [angle, runs] of byAngle) lines.push(...turnedLines(page.number, angle, runs));
  return lines;
}

/** Turned text is assembled in its own frame, where it is level, and its boxes are those of the page. */
function turnedLines(page: number, angle: number, runs: readonly GlyphRun[]): Line[] {
  const radians = (angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const levelled = new Map(
    runs.map((run) => [
      { ...run, angle: 0, x: run.x * cos - run.baseline * sin, baseline: run.x * sin + run.baseline * cos },
      run,
    ]),
  );
  return fragments([...levelled.keys()]).map((fragment) => {
    const { text } = lineOf(page, fragment);
    const originals = fragment.flatMap((run) => levelled.get(run) ?? []);
    return { ...lineOf(page, originals, angle), text };
  });
}

/** Runs in drawing order, cut wherever the next one does not continue the line. */
function fragments(runs: readonly GlyphRun[]): GlyphRun[][] {
  const done: GlyphRun[][] = [];
  let open: GlyphRun[] = [];
  for (const run of runs) {
    if (open.length > 0 && !follows(open, run)) {
      done.push(open);
      open = [];
    }
    open.push(run);
  }
  if (open.length > 0) done.push(open);
  return done;
}

function follows(open: readonly GlyphRun[], run: GlyphRun): boolean {
  const base = open.reduce((a, b) => (b.size > a.size ? b : a));
  if (!sharesLine(base, run)) return false;
  const end = Math.max(...open.map((other) => other.x + other.width));
  const size = Math.max(base.size, run.size);
  if (run.x - end >= WIDEST_GAP * size) return false;
  // A subscript under a superscript starts where that one started: right after the last full-sized glyphs.
  const stem = run.size < SCRIPT * base.size ? open.findLast((other) => other.size > SCRIPT * base.size) : undefined;
  return run.x > (stem ? Math.min(end, stem.x + stem.width) : end) - 0.4 * size;
}

interface Standing {
  readonly size: number;
  readonly baseline: number;
}

/** Whether two runs can stand on one line: one baseline, or one of them a script of the other. */
function sharesLine(a: Standing, b: Standing): boolean {
  const [big, small] = a.size >= b.size ? [a, b] : [b, a];
  const raised = big.baseline - small.baseline;
  if (Math.abs(raised) < 0.2 * small.size) return true;
  return small.size < SCRIPT * big.size && raised > -0.35 * big.size && raised < 0.65 * big.size;
}

/** Fragments drawn apart (a word in another font, a formula set later) that touch on one baseline become one line. */
function merge(lines: readonly Line[]): Line[] {
  const order = new Map(lines.map((line, i) => [line, i]));
  const rows = lines.toSorted((a, b) => a.baseline - b.baseline || a.x0 - b.x0);
  const gone = new Set<Line>();
  for (let i = 0; i < rows.length; i++) {
    for (let j = i + 1; j < rows.length; j++) {
      const [a, b] = [rows[i], rows[j]];
      if (!a || !b || b.baseline - a.baseline > a.size) break;
      if (gone.has(a) || gone.has(b) || !touches(a, b)) continue;
      const joined = lineOf(
        a.page,
        [...a.runs, ...b.runs].toSorted((p, q) => p.x - q.x),
      );
      order.set(joined, Math.min(order.get(a) ?? 0, order.get(b) ?? 0));
      gone.add(a).add(b);
      rows[i] = joined;
      rows.splice(j, 1);
      j = i;
    }
  }
  const left = rows.filter((line) => !gone.has(line));
  return left.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
}

/** Two stretches of runs as one: whole where one follows the other, else run by run from left to right. */
export function interleaved(a: readonly GlyphRun[], b: readonly GlyphRun[]): GlyphRun[] {
  const [startA, startB] = [leftOf(a), leftOf(b)];
  const [first, second] = startA <= startB ? [a, b] : [b, a];
  const end = Math.max(...first.map((run) => run.x + run.width));
  const all = [...first, ...second];
  return leftOf(second) > end - 0.5 * (second[0]?.size ?? 0) ? all : all.toSorted((p, q) => p.x - q.x);
}

const leftOf = (runs: readonly GlyphRun[]) => Math.min(...runs.map((run) => run.x));

function touches(a: Line, b: Line): boolean {
  if (!sharesLine(a, b)) return false;
  const [left, right] = a.x0 <= b.x0 ? [a, b] : [b, a];
  const gap = right.x0 - left.x1;
  const size = Math.max(a.size, b.size);
  const isScript = Math.min(a.size, b.size) < SCRIPT * size;
  // A script may stand above or below others of its line; two stretches of text never overlap.
  return (isScript || gap > -0.4 * size) && gap < Math.max(0.6, wordGapOf(right.runs)) * size;
}
