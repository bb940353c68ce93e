/** The fonts of a page as pdfjs keeps them, brought down to what text needs. */
import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type FontStyle, fontStyle } from './font-style.ts';

/** A font as text is laid out with it. */
export interface TextFont {
  readonly style: FontStyle;
  /** Glyph space to text space along the line: 0.001, other values in Type 3 fonts. */
  readonly unit: number;
  readonly vertical: boolean;
  /** Above and below the baseline, as a share of the size (descent is negative). */
  readonly ascent: number;
  readonly descent: number;
}

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
  const number = (name: string, fallback: number) => {
    const value = property(name);
    return typeof value === 'number' && Number.isFinite(value) && value !== 0 ? value : fallback;
  };
  const name = property('name');
  const matrix = property('fontMatrix');
  const scale: unknown = Array.isArray(matrix) ? matrix[0] : undefined;
  return {
    style: fontStyle({
      name: typeof name === 'string' ? name : '',
      bold: property('bold') === true || property('black') === true,
      italic: property('italic') === true,
      mono: property('isMonospace') === true,
      serif: property('isSerifFont') === true,
    }),
    unit: typeof scale === 'number' && scale !== 0 ? Math.abs(scale) : 0.001,
    vertical: property('vertical') === true,
    ascent: Math.min(1.1, Math.max(0.5, number('ascent', 0.75))),
    descent: Math.max(-0.5, Math.min(-0.1, number('descent', -0.25))),
  };
}
