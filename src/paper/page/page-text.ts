/** PageContent → PageText: all that later passes keep of a page. */
import { heightOf, type Rect, widthOf } from '../../pdf/geometry.ts';
import type { GlyphRun } from '../../pdf/glyph-run.ts';
import type { PageContent } from '../../pdf/page-content.ts';
import { areaOf } from '../../pdf/rect-overlap.ts';
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

/** Points: a stroke is no thicker, and no shorter than the second when level, the third when upright. */
const THICKEST_RULE = 2.5;
const SHORTEST_RULE = 15;
const SHORTEST_BAR = 6;

export function pageText(content: PageContent): PageText {
  const { number } = content;
  const { width, height, runs, graphics, turn } = upright(content);
  const strokes = graphics.drawings.filter(({ kind }) => kind === 'path').map(({ box }) => box);
  const rules = strokes.filter((box) => heightOf(box) <= THICKEST_RULE && widthOf(box) >= SHORTEST_RULE);
  const bars = strokes.filter((box) => widthOf(box) <= THICKEST_RULE && heightOf(box) >= SHORTEST_BAR);
  const images = graphics.drawings.filter(({ kind }) => kind === 'image').map(({ box }) => areaOf(box));
  const imageShare = Math.min(1, Math.max(0, ...images) / (width * height));
  const drawn = pageLines({ number, runs: withoutLineNumbers(shown(runs)) });
  const labelled = drawn.filter(({ text }) => captionLabel(text) !== null);
  const words = labelled.some(({ text }) => captionLabel(text)?.kind === 'table');
  const pictures = findPictures(graphics, { width, height }, labelled);
  const lines = drawn.map((line, order) => textLine(line, order, { words }));
  return { number, width, height, turn, rules, bars, pictures, imageShare, recognised: false, lines };
}

/** Characters of ink from which the invisible text under them is a copy of it. */
const INKED = 200;

/** A scan's invisible text layer is its text; under drawn text it only repeats that. */
function shown(runs: readonly GlyphRun[]): readonly GlyphRun[] {
  const inked = runs.filter((run) => !run.hidden);
  const characters = inked.reduce((sum, run) => sum + run.text.length, 0);
  return characters > INKED ? inked : runs;
}
