/** A line boiled down to what the whole-document passes need: no glyph runs, so that a thesis fits in memory. */
import type { Rect } from '../pdf/geometry.ts';
import type { GlyphRun } from '../pdf/glyph-runs.ts';
import type { Region } from './columns.ts';
import { type Line, lineOf, scriptOf } from './line.ts';
import { interleaved } from './lines.ts';

export interface TextLine extends Rect {
  readonly page: number;
  readonly text: string;
  readonly baseline: number;
  readonly size: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly mono: boolean;
  /** Nearly all characters share the main style. */
  readonly uniform: boolean;
  /** The emphasised beginning of a line that goes on in plain text; what a run-in heading looks like. */
  readonly lead: string | null;
  /** Share of the characters that are set in formula fonts or are formula signs, 0 to 1. */
  readonly math: number;
  /** Starts with a raised mark, as footnotes and affiliations do. */
  readonly raisedStart: boolean;
  readonly font: string;
}

/** Lines of one column between two bands, in reading order, with the column's edges in points. */
export interface TextRegion {
  readonly lines: readonly TextLine[];
  readonly left: number;
  readonly right: number;
}

/** Region → TextRegion: fragments that stand on one baseline become one line. */
export function textRegion(region: Region): TextRegion {
  const rows: Line[][] = [];
  for (const line of region.lines) {
    const row = rows.at(-1);
    const last = row?.at(-1);
    if (row && last && Math.abs(last.baseline - line.baseline) < 0.3 * Math.min(last.size, line.size)) row.push(line);
    else rows.push([line]);
  }
  return { ...region, lines: rows.map((row) => textLine(joined(row))) };
}

function joined(row: readonly Line[]): Line {
  return row.reduce((left, right) => lineOf(left.page, interleaved(left.runs, right.runs)));
}

export function textLine(line: Line): TextLine {
  const { page, text, baseline, size, font, runs } = line;
  const first = runs[0];
  return {
    x0: line.x0,
    y0: line.y0,
    x1: line.x1,
    y1: line.y1,
    page,
    text,
    baseline,
    size,
    bold: font.bold,
    italic: font.italic,
    mono: font.mono,
    uniform: share(runs, (run) => sameLook(run, line)) > 0.9,
    lead: leadOf(line),
    math: share(runs, isFormula),
    raisedStart: first !== undefined && scriptOf(first, line) === 'super',
    font: font.name,
  };
}

const sameLook = (run: GlyphRun, line: Line) =>
  (run.font.bold === line.font.bold && run.font.italic === line.font.italic) || run.font.math;

function share(runs: readonly GlyphRun[], test: (run: GlyphRun) => boolean): number {
  let [hit, all] = [0, 0];
  for (const run of runs) {
    all += run.text.length;
    if (test(run)) hit += run.text.length;
  }
  return all === 0 ? 0 : hit / all;
}

const FORMULA_SIGNS = /^[\p{Sm}\p{Script=Greek}\d()[\]{}.,;:′'∂∇∞∑∏∫√⟨⟩|/–−*^_]+$/u;

function isFormula(run: GlyphRun): boolean {
  return run.font.math || (FORMULA_SIGNS.test(run.text) && !/^[.,;:]$/.test(run.text));
}

/** The bold or italic words before the first plain ones, when there are both. */
function leadOf(line: Line): string | null {
  const { runs } = line;
  const first = runs[0];
  if (!first || !(first.font.bold || first.font.italic)) return null;
  const end = runs.findIndex((run) => run.font.bold !== first.font.bold || run.font.italic !== first.font.italic);
  if (end < 1) return null;
  const lead = lineOf(line.page, runs.slice(0, end)).text;
  return /\p{L}{2}/u.test(lead) ? lead : null;
}
