/** Glyphs as a page shows them, typed by hand. */
import { fontStyle } from '../../src/pdf/font-style.ts';
import type { RunLook, ShownGlyph } from '../../src/pdf/run-builder.ts';

export interface Typed {
  readonly font?: string;
  readonly size?: number;
  readonly x: number;
  /** Of the baseline; of a glyph of the extension font, of its origin. */
  readonly y: number;
  /** Of each glyph, as a share of the size. */
  readonly advance?: number;
}

const looks = new Map<string, RunLook>();

export function look(font: string, size: number): RunLook {
  const key = `${font}@${size}`;
  const known = looks.get(key);
  if (known) return known;
  const style = fontStyle({ name: font, bold: false, italic: false, mono: false, serif: true });
  const made: RunLook = {
    size,
    angle: 0,
    cos: 1,
    sin: 0,
    font: { style, unit: 0.001, vertical: false, hang: 0, names: {} },
    colour: '#000000',
    hidden: false,
  };
  looks.set(key, made);
  return made;
}

/** The characters of `text` side by side; blanks advance and are not drawn. */
export function typed(text: string, { font = 'CMR10', size = 10, x, y, advance = 0.5 }: Typed): ShownGlyph[] {
  return [...text].flatMap((character, i) =>
    character === ' '
      ? []
      : [
          {
            look: look(font, size),
            text: character,
            code: character.codePointAt(0) ?? 0,
            space: false,
            x: x + i * advance * size,
            baseline: y,
            width: advance * size,
          },
        ],
  );
}

/** One glyph by its slot in one of TeX's fonts of formulas. */
export function slot(code: number, { font = 'CMEX10', size = 10, x, y, advance = 0.5 }: Typed): ShownGlyph {
  return { look: look(font, size), text: '', code, space: false, x, baseline: y, width: advance * size };
}
