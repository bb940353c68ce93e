/** A line of text on a page, and what can be said of it without its neighbours. */
import type { FontStyle } from '../../pdf/font-style.ts';
import { type Rect, unite } from '../../pdf/geometry.ts';
import type { GlyphRun } from '../../pdf/glyph-run.ts';
import { shifted } from './scripts.ts';

/** Glyph runs on one baseline inside one column, left to right; the box spans ascent to descent, in points. */
export interface Line extends Rect {
  /** From 1. */
  readonly page: number;
  readonly runs: readonly GlyphRun[];
  readonly text: string;
  /** Where each run begins in the text. */
  readonly starts: readonly number[];
  readonly baseline: number;
  /** Of most of the line's characters, in points. */
  readonly size: number;
  /** Of most of the line's characters. */
  readonly font: FontStyle;
  /** Degrees, counterclockwise; for a line that is not level the box is that of the turned text. */
  readonly angle: number;
}

/** Share of the size above and below the baseline that a line's box takes; close to most text faces. */
export const ASCENT = 0.75;
export const DESCENT = 0.22;

/** Without a space glyph, a gap wider than this share of the size separates words. */
const WORD_GAP = 0.15;
/** Between formula signs TeX sets thin spaces of 0.167 em that end no word. */
const FORMULA_GAP = 0.2;

export type Script = 'super' | 'sub' | null;

/** Level runs as one line; they stay in the order in which they are read, scripts after what carries them. */
export function lineOf(page: number, runs: readonly GlyphRun[], angle = 0): Line {
  const { size, font, baseline } = dominant(runs);
  const box = unite(runs.map(boxOf));
  return { ...box, page, runs, ...textOf(runs, size, baseline), baseline, size, font, angle };
}

export function boxOf(run: GlyphRun): Rect {
  const { x, baseline, width, size } = run;
  if (run.angle === 0) return { x0: x, y0: baseline - ASCENT * size, x1: x + width, y1: baseline + DESCENT * size };
  const radians = (run.angle * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const corner = (along: number, up: number) => {
    const cornerX = x + along * cos - up * sin;
    const cornerY = baseline - along * sin - up * cos;
    return { x0: cornerX, x1: cornerX, y0: cornerY, y1: cornerY };
  };
  return unite([
    corner(0, -DESCENT * size),
    corner(0, ASCENT * size),
    corner(width, -DESCENT * size),
    corner(width, ASCENT * size),
  ]);
}

/** How a run stands to its line: raised, lowered, or on the baseline. */
export function scriptOf(run: GlyphRun, line: { size: number; baseline: number }): Script {
  if (run.size > 0.88 * line.size) return null;
  const raised = line.baseline - run.baseline;
  if (raised > 0.12 * line.size) return 'super';
  return raised < -0.06 * line.size ? 'sub' : null;
}

/** Whether a word ends between two neighbouring runs. */
export function spaceBetween(left: GlyphRun, right: GlyphRun, gapLimit = WORD_GAP): boolean {
  const gap = right.x - (left.x + left.width);
  const size = Math.min(left.size, right.size);
  return gap > gapLimit * size || (left.spaceAfter && gap > -0.3 * size);
}

function textOf(runs: readonly GlyphRun[], size: number, baseline: number): Pick<Line, 'text' | 'starts'> {
  const limit = wordGapOf(runs);
  const starts: number[] = [];
  let text = '';
  runs.forEach((run, i) => {
    const left = runs[i - 1];
    const apart =
      left && (isStacked(left, run, size) || spaceBetween(left, run, limitNear(left, run, limit, { size, baseline })));
    if (apart) text += ' ';
    starts.push(text.length);
    const script = scriptOf(run, { size, baseline });
    text += script ? shifted(run.text, script) : run.text;
  });
  if (!text.includes(STROKE)) return { text, starts };
  return { text: struck(text), starts: starts.map((start) => struck(text.slice(0, start)).length) };
}

const struck = (text: string): string => text.replace(STRUCK, (_, sign: string) => (sign + STROKE).normalize('NFC'));

/** Numerator and denominator, or the rows of a formula in brackets: further apart than what is raised is from what is lowered. */
function isStacked(left: GlyphRun, right: GlyphRun, size: number): boolean {
  return Math.abs(right.baseline - left.baseline) > 0.9 * size && right.x < left.x + left.width - 0.1 * size;
}

/** TeX strikes a sign out by drawing the stroke first: `≠`, `∉`. */
const STROKE = '\u0338';
const STRUCK = /\u0338 ?(\p{Sm})/gu;

/** Next to a script the gap is set in the script's own small size, so it takes more to be a word's end. */
function limitNear(left: GlyphRun, right: GlyphRun, limit: number, line: { size: number; baseline: number }): number {
  if (scriptOf(left, line) !== scriptOf(right, line)) return limit * 1.3;
  return left.font.math || right.font.math ? Math.max(limit, FORMULA_GAP) : limit;
}

/** Letter-spaced words (`A B S T R A C T`) have gaps between all letters: there only a clearly wider one is a space. */
export function wordGapOf(runs: readonly GlyphRun[]): number {
  const single = runs.filter((run) => run.text.length === 1 && /\p{L}/u.test(run.text)).length;
  if (runs.length < 4 || single < 0.8 * runs.length) return WORD_GAP;
  const gaps = runs.slice(1).map((run, i) => {
    const left = runs[i];
    return left ? (run.x - left.x - left.width) / run.size : 0;
  });
  const middle = gaps.toSorted((a, b) => a - b)[gaps.length >> 1] ?? 0;
  return Math.max(WORD_GAP, middle * 1.8);
}

function dominant(runs: readonly GlyphRun[]): { size: number; font: FontStyle; baseline: number } {
  const size = mainSize(runs);
  // Maths and digits come in other faces; the words decide what the line looks like.
  const carriers = runs.filter((run) => Math.abs(run.size - size) < 0.1);
  const fonts = new Map<FontStyle, number>();
  for (const run of carriers)
    fonts.set(run.font, (fonts.get(run.font) ?? 0) + run.text.length * (run.font.math ? 0.2 : 1));
  const font = mostOf(fonts);
  const [first] = carriers;
  if (!font || !first) throw new Error('a line needs a glyph run');
  const baselines = new Map<number, number>();
  for (const run of carriers) baselines.set(run.baseline, (baselines.get(run.baseline) ?? 0) + run.text.length);
  return { size, font, baseline: mostOf(baselines) ?? first.baseline };
}

/** The largest size that a good share of the characters have: scripts may be many, a drop capital is one. */
function mainSize(runs: readonly GlyphRun[]): number {
  const sizes = new Map<number, number>();
  let total = 0;
  for (const run of runs) {
    const size = Math.round(run.size * 10) / 10;
    sizes.set(size, (sizes.get(size) ?? 0) + run.text.length);
    total += run.text.length;
  }
  return [...sizes].filter(([, count]) => count >= 0.15 * total).reduce((most, [size]) => Math.max(most, size), 0);
}

function mostOf<K>(weights: ReadonlyMap<K, number>): K | undefined {
  let best: K | undefined;
  let most = -1;
  for (const [key, weight] of weights) {
    if (weight > most) [best, most] = [key, weight];
  }
  return best;
}
