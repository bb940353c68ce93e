/** PageContent → PageText: all that later passes keep of a page. */
import type { Rect } from '../pdf/geometry.ts';
import type { GlyphRun } from '../pdf/glyph-run.ts';
import type { PageContent } from '../pdf/page-content.ts';
import { areaOf } from '../pdf/rect-overlap.ts';
import { findPictures, type Picture } from './figures/pictures.ts';
import { withoutLineNumbers } from './line-numbers.ts';
import { pageLines } from './lines.ts';
import { type TextLine, textLine } from './text-line.ts';
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
  /** What is drawn, joined where it touches. */
  readonly pictures: readonly Picture[];
  /** Share of the page that its largest image takes, 0 to 1: near 1 on a scan. */
  readonly imageShare: number;
  /** The lines were recognised from the page's picture. */
  readonly recognised: boolean;
}

/** Points: a level stroke is no thicker, and no shorter than the second. */
const THICKEST_RULE = 2.5;
const SHORTEST_RULE = 15;

export function pageText(content: PageContent): PageText {
  const { number } = content;
  const { width, height, runs, graphics, turn } = upright(content);
  const rules = graphics.drawings
    .filter(({ kind, box }) => kind === 'path' && box.y1 - box.y0 <= THICKEST_RULE && box.x1 - box.x0 >= SHORTEST_RULE)
    .map(({ box }) => box);
  const pictures = findPictures(graphics, { width, height });
  const images = graphics.drawings.filter(({ kind }) => kind === 'image').map(({ box }) => areaOf(box));
  const imageShare = Math.min(1, Math.max(0, ...images) / (width * height));
  const lines = pageLines({ number, runs: withoutLineNumbers(shown(runs)) }).map(textLine);
  return { number, width, height, turn, rules, pictures, imageShare, recognised: false, lines };
}

/** Characters of ink from which the invisible text under them is a copy of it. */
const INKED = 200;

/** A scan's invisible text layer is its text; under drawn text it only repeats that. */
function shown(runs: readonly GlyphRun[]): readonly GlyphRun[] {
  const inked = runs.filter((run) => !run.hidden);
  const characters = inked.reduce((sum, run) => sum + run.text.length, 0);
  return characters > INKED ? inked : runs;
}
