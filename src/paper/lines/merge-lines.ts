/** Fragments of lines that were drawn apart → whole lines: words in another font, scripts, small fractions. */
import type { GlyphRun } from '../../pdf/glyph-run.ts';
import { joinInline } from './inline-formulas.ts';
import { ASCENT, DESCENT, type Line, lineOf, wordGapOf } from './line.ts';

/** Text below this share of its neighbours' size is their script. */
export const SCRIPT = 0.88;

/** A fragment no longer than this may be part of a formula inside a line. */
const SMALL = 12;
/** Share of a small fragment's height that must lie within the line it is part of. */
const WITHIN = 0.4;
/** The same for an accent or a limit of a few signs over or under a line of words. */
const TINY = 5;
const WITHIN_WORDS = 0.05;
const WORDS = /(?:\p{L}{3,}.*){3}/u;

export interface Standing {
  readonly size: number;
  readonly baseline: number;
}

/** Whether two stretches can stand on one line: one baseline, or one of them a script of the other. */
export function sharesLine(a: Standing, b: Standing): boolean {
  const [big, small] = a.size >= b.size ? [a, b] : [b, a];
  const raised = big.baseline - small.baseline;
  if (Math.abs(raised) < 0.2 * small.size) return true;
  return small.size < SCRIPT * big.size && raised > -0.35 * big.size && raised < 0.65 * big.size;
}

/** `lines` come and go in drawing order. */
export function mergeLines(lines: readonly Line[]): Line[] {
  const drawn = new Map(lines.flatMap((line) => line.runs).map((run, i) => [run, i]));
  const position = (line: Line) => Math.min(...line.runs.map((run) => drawn.get(run) ?? 0));
  const drawnTogether = (a: Line, b: Line) => {
    const indices = [...a.runs, ...b.runs].map((run) => drawn.get(run) ?? 0);
    return Math.max(...indices) - Math.min(...indices) < indices.length + 2;
  };
  const within = (a: Line, b: Line) => isWithin(a, b, drawnTogether(a, b));
  const join = (a: Line, b: Line) => lineOf(a.page, woven(a, b, drawn));
  const joined = joinWhere(joinWhere(joinInline(lines), touches, join), within, join);
  return joined.toSorted((a, b) => position(a) - position(b));
}

function joinWhere(
  lines: readonly Line[],
  belong: (a: Line, b: Line) => boolean,
  join: (a: Line, b: Line) => Line,
): Line[] {
  const rows = lines.toSorted((a, b) => a.baseline - b.baseline || a.x0 - b.x0);
  for (let i = 0; i < rows.length; i++) {
    for (let j = i + 1; j < rows.length; j++) {
      const [a, b] = [rows[i], rows[j]];
      if (!a || !b || b.baseline - a.baseline > 1.2 * Math.max(a.size, b.size)) break;
      if (!belong(a, b)) continue;
      rows[i] = join(a, b);
      rows.splice(j, 1);
      j = i;
    }
  }
  return rows;
}

function touches(a: Line, b: Line): boolean {
  if (!sharesLine(a, b)) return false;
  const [left, right] = a.x0 <= b.x0 ? [a, b] : [b, a];
  const gap = right.x0 - left.x1;
  const size = Math.max(a.size, b.size);
  const isScript = Math.min(a.size, b.size) < SCRIPT * size;
  // A script may stand above or below others of its line; two stretches of text never overlap.
  return (isScript || gap > -0.4 * size) && gap < Math.max(0.6, wordGapOf(right.runs)) * size;
}

/** A numerator, a limit, an operator inside a line of words. */
function isWithin(a: Line, b: Line, drawnTogether: boolean): boolean {
  const [host, small] = a.text.length >= b.text.length ? [a, b] : [b, a];
  if (small.text.length > SMALL || host.text.length < 3 * small.text.length || !/\p{L}{3}/u.test(host.text))
    return false;
  // Tall brackets make a line's box reach into its neighbours; its words do not.
  const words = { y0: host.baseline - ASCENT * host.size, y1: host.baseline + DESCENT * host.size };
  const overlap = Math.min(words.y1, small.y1) - Math.max(words.y0, small.y0);
  const beside = small.x0 > host.x0 - 0.3 * host.size && small.x1 < host.x1 + 0.6 * host.size;
  const least = drawnTogether && small.text.length <= TINY && WORDS.test(host.text) ? WITHIN_WORDS : WITHIN;
  return beside && overlap > least * (small.y1 - small.y0);
}

/** Formulas are read in the order in which they are set; words drawn apart from their line, from left to right. */
function woven(a: Line, b: Line, drawn: ReadonlyMap<GlyphRun, number>): GlyphRun[] {
  const at = (run: GlyphRun | undefined) => (run ? (drawn.get(run) ?? 0) : 0);
  const runs = [...a.runs, ...b.runs];
  const indices = runs.map(at);
  const together = Math.max(...indices) - Math.min(...indices) < runs.length + 2;
  const isFormula = Math.abs(a.baseline - b.baseline) > 0.1 * Math.max(a.size, b.size);
  if (together && isFormula) return runs.toSorted((p, q) => at(p) - at(q));
  const [first, second] = a.x0 <= b.x0 ? [a, b] : [b, a];
  return second.x0 > first.x1 - 0.5 * second.size
    ? [...first.runs, ...second.runs]
    : runs.toSorted((p, q) => p.x - q.x);
}
