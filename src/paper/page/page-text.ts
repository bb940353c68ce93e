/** PageContent → PageText: all that later passes keep of a page. */
import { heightOf, type Rect, widthOf } from '../../pdf/geometry.ts';
import type { GlyphRun } from '../../pdf/glyph-run.ts';
import type { PageContent } from '../../pdf/page-content.ts';
import { areaOf } from '../../pdf/rect-overlap.ts';
import { isRule } from '../formulas/find-formulas.ts';
import type { FormulaBook } from '../formulas/formula-book.ts';
import { type PageFormulas, type PlacedDisplay, pageFormulas } from '../formulas/page-formulas.ts';
import { withoutLineNumbers } from '../lines/line-numbers.ts';
import { pageLines } from '../lines/lines.ts';
import { type TextLine, textLine } from '../lines/text-line.ts';
import { captionLabel } from '../vocabulary/caption-label.ts';
import { findPictures, type Picture } from './pictures.ts';
import { type Turn, upright } from './upright.ts';

export interface PageText {
  /** From 1. */
  readonly number: number;
  /** In points, with the text level. */
  readonly width: number;
  readonly height: number;
  /** How the page was turned to be so. */
  readonly turn: Turn;
  readonly lines: readonly TextLine[];
  /** Formulas that stand apart, and the lines that each of them is made of. */
  readonly displays: readonly Display[];
  /** Level strokes, the rules of tables and boxes among them. */
  readonly rules: readonly Rect[];
  /** Upright strokes. */
  readonly bars: readonly Rect[];
  /** What is drawn, joined where it touches. */
  readonly pictures: readonly Picture[];
  /** Share of the page that its largest image takes, 0 to 1: near 1 on a scan. */
  readonly imageShare: number;
  /** The lines were recognised from the page's picture. */
  readonly recognised: boolean;
}

/** The lines are the page's until it is known that no table or drawing has them. */
export interface Display {
  readonly line: TextLine;
  readonly parts: readonly TextLine[];
}

/** Points: a stroke is no thicker, and no shorter than the second when level, the third when upright. */
const THICKEST_RULE = 2.5;
const SHORTEST_RULE = 15;
const SHORTEST_BAR = 6;

/** Formulas go into `book`; without one they stay text. */
export function pageText(content: PageContent, book: FormulaBook | null = null): PageText {
  const { number } = content;
  const { width, height, graphics, turn, ...text } = upright(content);
  const strokes = graphics.drawings.filter(({ kind }) => kind === 'path').map(({ box }) => box);
  const rules = strokes.filter((box) => heightOf(box) <= THICKEST_RULE && widthOf(box) >= SHORTEST_RULE);
  const bars = strokes.filter((box) => widthOf(box) <= THICKEST_RULE && heightOf(box) >= SHORTEST_BAR);
  const images = graphics.drawings.filter(({ kind }) => kind === 'image').map(({ box }) => areaOf(box));
  const imageShare = Math.min(1, Math.max(0, ...images) / (width * height));
  const { runs, displays }: PageFormulas = book
    ? pageFormulas(text.glyphs, strokes.filter(isRule), book)
    : { runs: text.runs, displays: [] };
  const drawn = pageLines({ number, runs: withoutLineNumbers(shown(runs)) });
  const labelled = drawn.filter(({ text }) => captionLabel(text) !== null);
  const words = labelled.some(({ text }) => captionLabel(text)?.kind === 'table');
  const pictures = findPictures(graphics, { width, height }, labelled);
  const lines = drawn.map((line, order) => textLine(line, order, { words }));
  const placed = displays.map((display) => displayOf(display, number, lines));
  const all = [...lines, ...placed.flatMap(({ parts }) => parts)];
  const page = { number, width, height, turn, rules, bars, pictures, imageShare, recognised: false };
  return { ...page, lines: all, displays: placed };
}

function displayOf(
  { token, runs, baseline, size, ...box }: PlacedDisplay,
  page: number,
  lines: readonly TextLine[],
): Display {
  const above = lines.filter((line) => line.baseline < box.y0 && line.x0 < box.x1 && line.x1 > box.x0);
  // Between what is drawn before it and after it.
  const order = Math.max(-1, ...above.map((line) => line.order)) + 0.5;
  const parts = pageLines({ number: page, runs }).map((line) => textLine(line, order, { words: true }));
  const [first] = parts;
  if (!first) throw new Error('a display without lines');
  const { x0, y0, x1, y1 } = box;
  const line = {
    ...first,
    x0,
    y0,
    x1,
    y1,
    text: token,
    baseline,
    size,
    uniform: true,
    lead: null,
    math: 1,
    breaks: [],
    spaces: [],
  };
  return { line, parts };
}

/** The lines with each display, none of whose parts is missing, as one. */
export function withDisplays(lines: readonly TextLine[], displays: readonly Display[]): TextLine[] {
  const left = new Set(lines);
  const whole = displays.filter(({ parts }) => parts.every((part) => left.has(part)));
  const gone = new Set(whole.flatMap(({ parts }) => parts));
  return [...lines.filter((line) => !gone.has(line)), ...whole.map(({ line }) => line)];
}

/** Characters of ink from which the invisible text under them is a copy of it. */
const INKED = 200;

/** A scan's invisible text layer is its text; under drawn text it only repeats that. */
function shown(runs: readonly GlyphRun[]): readonly GlyphRun[] {
  const inked = runs.filter((run) => !run.hidden);
  const characters = inked.reduce((sum, run) => sum + run.text.length, 0);
  return characters > INKED ? inked : runs;
}
