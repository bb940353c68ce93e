import type { FontStyle } from './font-style.ts';

/** Glyphs that stand side by side in one font, size and colour: a word or a part of one, never with a space inside. */
export interface GlyphRun {
  readonly text: string;
  /** Where the first glyph starts, in points from the page's left edge. */
  readonly x: number;
  /** Height of the baseline at `x`, in points from the page's top edge; of a hanging sign, that of the text it stands in. */
  readonly baseline: number;
  /** Advance along the baseline, in points. */
  readonly width: number;
  /** Of the font as shown, in points. */
  readonly size: number;
  /** Direction of the text in degrees, counterclockwise: 0 is left to right, 90 reads upwards. */
  readonly angle: number;
  readonly font: FontStyle;
  /** Of the fill, `#rrggbb`. */
  readonly colour: string;
  /** Drawn without ink (rendering mode 3), as the text layer of a scan is. */
  readonly hidden: boolean;
  /** A space glyph was drawn right after the run. */
  readonly spaceAfter: boolean;
}
