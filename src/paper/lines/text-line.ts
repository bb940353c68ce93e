/** A line boiled down to what the whole-document passes need: no glyph runs, so that a thesis fits in memory. */
import type { Rect } from '../../pdf/geometry.ts';
import type { GlyphRun } from '../../pdf/glyph-run.ts';
import { type Line, lineOf, scriptOf } from './line.ts';

/** A gap inside a line; a wide one may divide a table's cells. */
export interface LineBreak {
  /** Index into the text of the first character after the gap. */
  readonly at: number;
  /** The gap's edges in points. */
  readonly x0: number;
  readonly x1: number;
}

export interface TextLine extends Rect {
  /** From 1. */
  readonly page: number;
  /** Position in the order in which the page draws its lines. */
  readonly order: number;
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
  readonly boldLead: boolean;
  /** Share of the characters that are set in formula fonts or are formula signs, 0 to 1. */
  readonly math: number;
  /** Starts with a raised mark, as footnotes and affiliations do. */
  readonly raisedStart: boolean;
  /** The main font's name; two weights of a family differ in it even when neither says `Bold`. */
  readonly font: string;
  /** `#rrggbb` of the first glyphs. */
  readonly colour: string;
  /** Degrees, counterclockwise; 0 for level text. */
  readonly angle: number;
  readonly breaks: readonly LineBreak[];
  /** Every gap between two words, where a table may need them; else none. */
  readonly spaces: readonly LineBreak[];
}

/** Gaps from this share of the size may divide cells. */
const CELL_GAP = 0.55;
/** Less is kerning. */
const WORD_GAP = 0.12;

/** `words` keeps the gaps between all words, which is a lot to keep for every page. */
export function textLine(line: Line, order: number, { words }: { words: boolean }): TextLine {
  const { page, text, baseline, size, font, runs, angle } = line;
  const first = runs[0];
  return {
    x0: line.x0,
    y0: line.y0,
    x1: line.x1,
    y1: line.y1,
    page,
    order,
    text,
    baseline,
    size,
    bold: font.bold,
    italic: font.italic,
    mono: font.mono,
    uniform: share(runs, (run) => sameLook(run, line)) > 0.9,
    lead: leadOf(line),
    boldLead: first?.font.bold ?? false,
    math: share(runs, isFormula),
    raisedStart: first !== undefined && scriptOf(first, line) === 'super',
    font: font.name,
    colour: first?.colour ?? '#000000',
    angle,
    breaks: gapsIn(line, CELL_GAP),
    spaces: words ? gapsIn(line, WORD_GAP) : [],
  };
}

/** `next` stands in another column or on another page than `line`, not further down. */
export const isElsewhere = (line: TextLine, next: TextLine): boolean =>
  next.page !== line.page || next.baseline < line.baseline;

/** Two lines on one baseline as one. */
export function joinRow(left: TextLine, right: TextLine): TextLine {
  if (right.x0 < left.x0) return joinRow(right, left);
  const main = right.text.length > left.text.length ? right : left;
  const gap = right.x0 - left.x1;
  const space = gap > 0.1 * main.size ? ' ' : '';
  const at = left.text.length + space.length;
  const between = gap > CELL_GAP * main.size ? [{ at, x0: left.x1, x1: right.x0 }] : [];
  const [a, b] = [left.text.length, right.text.length];
  return {
    ...main,
    x0: left.x0,
    y0: Math.min(left.y0, right.y0),
    x1: Math.max(left.x1, right.x1),
    y1: Math.max(left.y1, right.y1),
    order: Math.min(left.order, right.order),
    text: left.text + space + right.text,
    uniform: left.uniform && right.uniform && left.bold === right.bold && left.italic === right.italic,
    lead: left.lead ?? (left.bold !== right.bold && left.bold ? left.text : null),
    boldLead: left.lead === null ? left.bold : left.boldLead,
    math: (left.math * a + right.math * b) / Math.max(1, a + b),
    raisedStart: left.raisedStart,
    breaks: [...left.breaks, ...between, ...right.breaks.map((gap) => ({ ...gap, at: gap.at + at }))],
    spaces: [
      ...left.spaces,
      { at, x0: left.x1, x1: right.x0 },
      ...right.spaces.map((gap) => ({ ...gap, at: gap.at + at })),
    ],
  };
}

/** Italics inside of bold words, as the names of species are, leave them a heading. */
const sameLook = ({ font }: GlyphRun, line: Line) =>
  (font.bold === line.font.bold && (font.bold || font.italic === line.font.italic)) || font.math;

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

/** Between runs that a space divides, from this share of the size on. */
function gapsIn({ runs, starts, text, size, angle }: Line, least: number): LineBreak[] {
  if (angle !== 0) return [];
  return runs.flatMap((run, i) => {
    const left = runs[i - 1];
    const at = starts[i] ?? 0;
    if (!left || text[at - 1] !== ' ') return [];
    const x0 = left.x + left.width;
    return run.x - x0 < least * size ? [] : [{ at, x0, x1: run.x }];
  });
}
