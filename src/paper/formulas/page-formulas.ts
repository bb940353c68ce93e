/** The glyphs of an upright page → the same with one glyph for each formula, and the displays set aside. */
import type { Rect } from '../../pdf/geometry.ts';
import type { GlyphRun } from '../../pdf/glyph-run.ts';
import type { PageContent } from '../../pdf/page-content.ts';
import { type RunLook, runsOf, type ShownGlyph } from '../../pdf/run-builder.ts';
import { lineOf } from '../lines/line.ts';
import { type FoundFormula, findFormulas, isRule } from './find-formulas.ts';
import type { FormulaBook } from './formula-book.ts';

export interface PageFormulas {
  /** Running text with its formulas in it, without the displays. */
  readonly runs: readonly GlyphRun[];
  readonly displays: readonly PlacedDisplay[];
}

/** A display and what it would be as text. */
export interface PlacedDisplay extends Rect {
  readonly token: string;
  readonly baseline: number;
  readonly size: number;
  readonly runs: readonly GlyphRun[];
  /** Position of its first glyph among those of the page. */
  readonly first: number;
}

/** Below this a formula is left as text. */
const UNDERSTOOD = 0.5;

export function pageFormulas(glyphs: readonly ShownGlyph[], rules: readonly Rect[], book: FormulaBook): PageFormulas {
  const found = findFormulas(glyphs, rules).filter(({ confidence }) => confidence >= UNDERSTOOD);
  const instead = new Map<number, ShownGlyph | null>();
  const displays: PlacedDisplay[] = [];
  for (const formula of found) {
    const own = formula.glyphs.flat().toSorted((a, b) => a - b);
    const runs = runsOf(own.flatMap((i) => glyphs[i] ?? []));
    const token = book.add({ ...formula, text: textOf(runs) });
    if (token === null) continue;
    if (formula.kind === 'display') {
      const { x0, y0, x1, y1, baseline, size } = formula;
      displays.push({ x0, y0, x1, y1, baseline, size, token, runs, first: own[0] ?? 0 });
      for (const i of own) instead.set(i, null);
    } else placeInline(formula, token, glyphs, book, instead);
  }
  return { runs: runsOf(replaced(glyphs, instead)), displays };
}

/** A page's runs, each of its formulas as one run. */
export function formulaRuns(page: Pick<PageContent, 'glyphs' | 'graphics'>, book: FormulaBook): GlyphRun[] {
  const strokes = page.graphics.drawings.filter(({ kind }) => kind === 'path').map(({ box }) => box);
  const { runs, displays } = pageFormulas(page.glyphs, strokes.filter(isRule), book);
  return [...runs, ...displays.map(displayRun)];
}

/** On the line of its middle. */
const displayRun = ({ token, x0, y0, x1, y1, size, runs }: PlacedDisplay): GlyphRun => ({
  text: token,
  x: x0,
  baseline: (y0 + y1) / 2 + 0.25 * size,
  width: x1 - x0,
  size,
  angle: 0,
  font: FORMULA,
  colour: runs[0]?.colour ?? '#000000',
  hidden: false,
  spaceAfter: true,
});

const textOf = (runs: readonly GlyphRun[]): string => (runs.length > 0 ? lineOf(0, runs).text : '');

function placeInline(
  formula: FoundFormula,
  token: string,
  glyphs: readonly ShownGlyph[],
  book: FormulaBook,
  instead: Map<number, ShownGlyph | null>,
): void {
  formula.glyphs.forEach((part, i) => {
    const first = Math.min(...part);
    for (const at of part) instead.set(at, null);
    const shown = part.flatMap((at) => glyphs[at] ?? []);
    const glyph = glyphs[first];
    if (!glyph) return;
    const isLast = i === formula.glyphs.length - 1;
    instead.set(first, tokenGlyph(glyph, shown, isLast ? token : book.broken, formula));
  });
}

function tokenGlyph(
  first: ShownGlyph,
  shown: readonly ShownGlyph[],
  text: string,
  { baseline, size }: FoundFormula,
): ShownGlyph {
  const x0 = Math.min(...shown.map(({ x }) => x));
  const x1 = Math.max(...shown.map(({ x, width }) => x + width));
  const look: RunLook = { ...first.look, size, font: { ...first.look.font, style: FORMULA, hang: 0 } };
  return { ...first, look, text, space: false, x: x0, width: x1 - x0, baseline };
}

const FORMULA = { name: '', bold: false, italic: false, mono: false, serif: false, math: true };

/** Blanks that are drawn within a formula go with it. */
function replaced(glyphs: readonly ShownGlyph[], instead: ReadonlyMap<number, ShownGlyph | null>): ShownGlyph[] {
  if (instead.size === 0) return [...glyphs];
  const out: ShownGlyph[] = [];
  for (const [i, glyph] of glyphs.entries()) {
    const other = instead.get(i);
    if (other === null) continue;
    if (other === undefined && isBlank(glyph) && instead.has(i - 1) && instead.get(i + 1) === null) continue;
    out.push(other ?? glyph);
  }
  return out;
}

const isBlank = (glyph: ShownGlyph): boolean => glyph.text.trim() === '';
