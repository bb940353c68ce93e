/** Glyph by glyph → runs: glyphs join while they touch and look alike. */
import type { GlyphRun } from './glyph-run.ts';
import { accentMark, composeAccent, plainGlyph } from './glyph-text.ts';
import type { TextFont } from './page-fonts.ts';

/** How glyphs of one show operator look. */
export interface RunLook {
  readonly size: number;
  /** Degrees, counterclockwise. */
  readonly angle: number;
  /** Cosine and sine of the angle. */
  readonly cos: number;
  readonly sin: number;
  readonly font: TextFont;
  readonly colour: string;
  readonly hidden: boolean;
}

/** One glyph as shown, in page points. */
export interface PlacedGlyph {
  readonly text: string;
  /** In the font's own encoding. */
  readonly code: number;
  readonly space: boolean;
  readonly x: number;
  readonly baseline: number;
  readonly width: number;
}

export interface ShownGlyph extends PlacedGlyph {
  readonly look: RunLook;
}

/** The runs that glyphs make, which come in the order in which they are drawn. */
export function runsOf(glyphs: readonly ShownGlyph[]): GlyphRun[] {
  const runs = new RunBuilder();
  for (const glyph of glyphs) runs.add(glyph.look, glyph);
  return runs.finish();
}

interface OpenRun extends RunLook {
  text: string;
  x: number;
  baseline: number;
  /** Where the next glyph of the run would start if it were set solid. */
  endX: number;
  endBaseline: number;
  /** The accent just drawn, which the next letter may carry. */
  accent: string | null;
}

/** Glyphs further apart than this share of the size are different runs (a word space is 0.2 to 0.35). */
const TOUCHING = 0.1;
/** Kerning and drawn-over accents step back by up to about a glyph. */
const STEP_BACK = 0.75;

class RunBuilder {
  readonly #done: GlyphRun[] = [];
  #open: OpenRun | null = null;

  finish(): GlyphRun[] {
    this.#close(false);
    return this.#done;
  }

  add(look: RunLook, glyph: PlacedGlyph): void {
    const text = plainGlyph(glyph.text);
    if (glyph.space || text.trim() === '') {
      this.#close(true);
      return;
    }
    const open = this.#open;
    if (open && continues(open, look, glyph)) this.#extend(open, text, glyph);
    else {
      this.#close(false);
      this.#open = startRun(look, text, glyph);
    }
  }

  #extend(open: OpenRun, text: string, glyph: PlacedGlyph): void {
    const back = along(open, glyph) < -0.3 * Math.min(glyph.width, open.size);
    const mark = accentMark(text);
    if (open.accent && back) open.text = composeAccent(open.text.slice(0, -open.accent.length), text, open.accent);
    else if (mark && back) open.text = open.text.slice(0, -1) + composeAccent('', open.text.slice(-1), text);
    else open.text += text;
    open.accent = mark ? text : null;
    moveEnd(open, glyph);
  }

  #close(spaceAfter: boolean): void {
    const open = this.#open;
    if (!open) {
      const last = this.#done.at(-1);
      if (spaceAfter && last && !last.spaceAfter) this.#done[this.#done.length - 1] = { ...last, spaceAfter: true };
      return;
    }
    this.#open = null;
    this.#done.push({
      text: open.text.normalize('NFC'),
      x: open.x,
      baseline: open.baseline,
      width: Math.hypot(open.endX - open.x, open.endBaseline - open.baseline),
      size: open.size,
      angle: open.angle,
      font: open.font.style,
      colour: open.colour,
      hidden: open.hidden,
      spaceAfter,
    });
  }
}

function startRun(look: RunLook, text: string, glyph: PlacedGlyph): OpenRun {
  const run = { ...look, text, x: glyph.x, baseline: glyph.baseline, endX: glyph.x, endBaseline: glyph.baseline };
  const open: OpenRun = { ...run, accent: accentMark(text) ? text : null };
  moveEnd(open, glyph);
  return open;
}

function moveEnd(open: OpenRun, glyph: PlacedGlyph): void {
  open.endX = glyph.x + glyph.width * open.cos;
  open.endBaseline = glyph.baseline - glyph.width * open.sin;
}

/** How far ahead of the run's end the glyph starts, along the line of text; negative when it steps back. */
function along(open: OpenRun, glyph: PlacedGlyph): number {
  return (glyph.x - open.endX) * open.cos - (glyph.baseline - open.endBaseline) * open.sin;
}

function across(open: OpenRun, glyph: PlacedGlyph): number {
  return (glyph.x - open.endX) * open.sin + (glyph.baseline - open.endBaseline) * open.cos;
}

function continues(open: OpenRun, look: RunLook, glyph: PlacedGlyph): boolean {
  const alike =
    open.font === look.font &&
    Math.abs(open.size - look.size) < 0.05 &&
    open.angle === look.angle &&
    open.colour === look.colour &&
    open.hidden === look.hidden;
  if (!alike || Math.abs(across(open, glyph)) > 0.02 * open.size + (open.accent ? 0.3 * open.size : 0)) return false;
  const gap = along(open, glyph);
  return gap < TOUCHING * open.size && gap > -STEP_BACK * open.size;
}
