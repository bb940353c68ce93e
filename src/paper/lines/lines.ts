/** Glyph runs → lines: runs that follow each other on a baseline, never across the gap between columns. */
import type { GlyphRun } from '../../pdf/glyph-run.ts';
import { type Line, lineOf } from './line.ts';
import { mergeLines, SCRIPT, sharesLine } from './merge-lines.ts';

interface PageText {
  readonly number: number;
  readonly runs: readonly GlyphRun[];
}

/** Gaps up to this share of the size stay inside a line: a heading's number stands one em before its words. */
const WIDEST_GAP = 1.15;

/** Lines in the order in which the page draws them. Turned text (axis labels, sideways tables) comes last, by angle. */
export function pageLines(page: PageText): Line[] {
  const byAngle = Map.groupBy(page.runs, (run) => Math.round(run.angle));
  const level = byAngle.get(0) ?? [];
  byAngle.delete(0);
  const lines = mergeLines(fragments(level).map((runs) => lineOf(page.number, runs)));
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
    const { text, starts } = lineOf(page, fragment);
    const originals = fragment.flatMap((run) => levelled.get(run) ?? []);
    return { ...lineOf(page, originals, angle), text, starts };
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
