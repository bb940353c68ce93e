/**
 * The typefaces that posters are set in, read from font packages. Arimo has Arial's widths and Cousine those of Courier
 * New, so that a PPTX breaks its lines elsewhere as it does here; DejaVu Sans has the signs that they lack.
 */
import { readFileSync } from 'node:fs';
import { create, type Font } from 'fontkit';

export interface Style {
  readonly bold: boolean;
  readonly italic: boolean;
  readonly mono: boolean;
}

/** One font file. */
export interface Face {
  /** For writers that name their fonts: `arimo-latin-700-normal`. */
  readonly name: string;
  readonly family: 'Arimo' | 'Cousine' | 'DejaVu Sans';
  readonly style: Style;
  readonly font: Font;
  /** WOFF, as it is embedded. */
  readonly bytes: Buffer;
}

export const PLAIN: Style = { bold: false, italic: false, mono: false };

const PARTS = ['latin', 'latin-ext', 'greek', 'cyrillic', 'vietnamese', 'cyrillic-ext', 'greek-ext'] as const;

const facesRead = new Map<string, Face>();
const chosen = new Map<string, Face | null>();

/** What stands in for a sign that no face has: brackets of another width, letters without their mathematical dress. */
export function likeness(character: string): string {
  const brackets: Readonly<Record<string, string>> = { '\u3008': '\u27e8', '\u3009': '\u27e9' };
  return brackets[character] ?? character.normalize('NFKC');
}

/** The face that has this character in this style, or in the nearest there is; `null` where none has. */
export function faceFor(character: string, style: Style): Face | null {
  const key = `${character}${style.bold}${style.italic}${style.mono}`;
  const known = chosen.get(key);
  if (known !== undefined) return known;
  const found = findFace(character.codePointAt(0) ?? 0, style);
  chosen.set(key, found);
  return found;
}

function findFace(codePoint: number, style: Style): Face | null {
  const own = style.mono ? 'cousine' : 'arimo';
  const files = [...PARTS.map((part) => [own, part] as const), ['dejavu-sans', 'latin'] as const];
  for (const [family, part] of files) {
    const face = readFace(family, part, style);
    if (face.font.hasGlyphForCodePoint(codePoint)) return face;
  }
  return null;
}

const FAMILIES = { arimo: 'Arimo', cousine: 'Cousine', 'dejavu-sans': 'DejaVu Sans' } as const;

function readFace(family: keyof typeof FAMILIES, part: string, style: Style): Face {
  const name = `${family}-${part}-${style.bold ? 700 : 400}-${style.italic ? 'italic' : 'normal'}`;
  const read = facesRead.get(name);
  if (read) return read;
  const bytes = readFileSync(new URL(import.meta.resolve(`@fontsource/${family}/files/${name}.woff`)));
  const font = create(bytes);
  if (!('layout' in font)) throw new Error(`${name} is a collection of fonts`);
  const face: Face = { name, family: FAMILIES[family], style, font, bytes };
  facesRead.set(name, face);
  return face;
}

const widths = new Map<Face, Map<string, number>>();

/** Of a text set at a size of one. */
export function unitWidth(text: string, face: Face): number {
  const known = widths.get(face) ?? new Map<string, number>();
  widths.set(face, known);
  const before = known.get(text);
  if (before !== undefined) return before;
  const width = face.font.layout(text).advanceWidth / face.font.unitsPerEm;
  known.set(text, width);
  return width;
}
