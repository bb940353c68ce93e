/** The fonts of a page as pdfjs keeps them, brought down to what text needs. */
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type FontStyle, fontStyle } from './font-style.ts';

/** A font as text is laid out with it. */
export interface TextFont {
  readonly style: FontStyle;
  /** Glyph space to text space along the line: 0.001, other values in Type 3 fonts. */
  readonly unit: number;
  readonly vertical: boolean;
  /** Share of the size by which glyphs hang below their baseline: TeX's big operators and delimiters do. */
  readonly hang: number;
  /** Names that the file itself gives to codes of the font; empty where the font's own encoding holds. */
  readonly names: Readonly<Record<number, string>>;
}

/** Computer Modern's extension font and its kin. */
const HANGING = /^(?:cm|lm|mt|tx|px|eu|rmtm|fourier-m)ex/i;
/** A text-sized sum is one em high and centred on the formula's axis, 0.25 em above the line's baseline. */
const HANG = 0.75;

const seen = new WeakMap<object, TextFont>();

/** `null` when the file names a font that it does not hold. */
export function describeFont(proxy: PDFPageProxy, id: string): TextFont | null {
  if (!proxy.commonObjs.has(id)) return null;
  const font: unknown = proxy.commonObjs.get(id);
  if (typeof font !== 'object' || font === null) return null;
  const known = seen.get(font);
  if (known) return known;
  const described = textFont(font);
  seen.set(font, described);
  return described;
}

function textFont(font: object): TextFont {
  const property = (name: string): unknown => Reflect.get(font, name);
  const name = property('name');
  const matrix = property('fontMatrix');
  const scale: unknown = Array.isArray(matrix) ? matrix[0] : undefined;
  const style = fontStyle({
    name: typeof name === 'string' ? name : '',
    bold: property('bold') === true || property('black') === true,
    italic: property('italic') === true,
    mono: property('isMonospace') === true,
    serif: property('isSerifFont') === true,
  });
  return {
    style,
    hang: HANGING.test(style.name) ? HANG : 0,
    unit: typeof scale === 'number' && scale !== 0 ? Math.abs(scale) : 0.001,
    vertical: property('vertical') === true,
    names: namesOf(property('differences')),
  };
}

function namesOf(differences: unknown): Record<number, string> {
  if (typeof differences !== 'object' || differences === null) return {};
  return Object.fromEntries(Object.entries(differences).filter((entry) => typeof entry[1] === 'string'));
}
