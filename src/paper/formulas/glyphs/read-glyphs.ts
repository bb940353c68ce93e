/** Shown glyphs → boxes: which character a glyph is, of which alphabet, and where its ink is. */
import type { ShownGlyph } from '../../../pdf/run-builder.ts';
import { ACCENTS, COMMANDS } from './commands.ts';
import { extensionExtent, extentOf } from './extents.ts';
import { AXIS, type Box, type BoxKind, type Face } from './formula-box.ts';
import { type MathFont, mathFont } from './math-fonts.ts';
import { mathLetter } from './math-letters.ts';

/** `null` for what leaves no ink. */
export function boxOfGlyph(glyph: ShownGlyph, order: number): Box | null {
  const { look } = glyph;
  const { style } = look.font;
  const font = mathFont(style.name);
  const slot = font ? font.slotOf(glyph.code) : glyph.code;
  const encoded = font ? encodedCharacter(font, slot, glyph) : null;
  const plain = encoded ?? plainCharacter(glyph.text);
  const shown = font && plain === '-' ? '−' : plain;
  if (shown === '' && (encoded === null || encoded === '') && isBlank(glyph, font)) return null;
  const [char, own] = mathLetter(shown) ?? [shown, null];
  const face = own ?? faceOf(font, style, char);
  const extension = font?.extension === true && slot < 128;
  const reach = extension ? extensionExtent(slot) : extentOf(char);
  const { size } = look;
  const origin = glyph.baseline - look.font.hang * size;
  const y0 = origin - reach.above * size;
  const y1 = origin + reach.below * size;
  const kind = kindOf(char, extension);
  const hangs = reach.above < 0.1 && reach.below > 0.5;
  return {
    x0: glyph.x,
    x1: glyph.x + glyph.width,
    y0,
    y1,
    // What hangs from its origin is centred on the axis of its line.
    baseline: hangs ? (y0 + y1) / 2 + AXIS * size : origin,
    size,
    kind,
    char,
    tex: COMMANDS.get(char)?.tex ?? char,
    face: kind === 'letter' || kind === 'digit' ? face : null,
    math: font !== null,
    tall: hangs || (kind === 'big' && font !== null),
    font: style.name,
    order,
  };
}

function encodedCharacter(font: MathFont, slot: number, glyph: ShownGlyph): string | null {
  if (!font.encoding) return null;
  const plain = plainCharacter(glyph.text);
  const renamed =
    glyph.look.font.names[glyph.code] !== undefined && plain !== '' && plain !== String.fromCharCode(glyph.code);
  if (renamed && !font.extension && (COMMANDS.has(plain) || /^[\p{L}\p{N}]$/u.test(plain))) return plain;
  return font.encoding[slot] ?? font.extra.get(glyph.code) ?? plain;
}

const SAME = new Map([
  ['∆', 'Δ'],
  ['Ω', 'Ω'],
  ['µ', 'μ'],
  ['ˆ', '^'],
  ['\u0302', '^'],
  ['˜', '~'],
  ['\u0303', '~'],
  ['ˉ', '¯'],
  ['\u0304', '¯'],
  ['\u0305', '¯'],
  ['\u0307', '˙'],
  ['\u0308', '¨'],
  ['\u030c', 'ˇ'],
  ['\u0306', '˘'],
  ['\u0301', '´'],
  ['\u0300', '`'],
  ['\u030a', '˚'],
  ['〈', '⟨'],
  ['〉', '⟩'],
  ['∅', '∅'],
]);

/** One character without variation selectors; empty when there is none that could be written. */
function plainCharacter(text: string): string {
  const bare = text.replace(/[\ufe00-\ufe0f\p{Cc}\ufffd\ue000-\uf8ff]/gu, '').trim();
  return SAME.get(bare) ?? bare;
}

const isBlank = (glyph: ShownGlyph, font: MathFont | null) => font === null || glyph.space || /^\s+$/.test(glyph.text);

const MONO = /tt|mono|cour|type/i;

function faceOf(
  font: MathFont | null,
  style: { bold: boolean; italic: boolean; mono: boolean; name: string },
  char: string,
): Face {
  if (font) {
    if (/\d/.test(char)) return font.face === 'bb' || font.face === 'bi' ? 'bf' : 'rm';
    return font.face === 'it' && /bold/i.test(style.name) ? 'bi' : font.face;
  }
  // Digits alone make any face look like a typewriter's: only a name tells.
  if (style.mono && MONO.test(style.name)) return 'tt';
  if (/^(?:cmss|lmsans|sfss)|sans|helvet|arial|heros/i.test(style.name)) return 'sf';
  if (style.bold) return style.italic ? 'bi' : 'bf';
  return style.italic ? 'it' : 'rm';
}

function kindOf(char: string, extension: boolean): BoxKind {
  if (char === '') return 'unknown';
  if (char === '\u0338') return 'stroke';
  if (char === '√') return 'radical';
  if (/^[⎛⎜⎝⎞⎟⎠⎡⎢⎣⎤⎥⎦⎧⎨⎩⎪⎫⎬⎭⎷]$|^√.|^⏞|^⏟/u.test(char) || (extension && (char === '|' || char === '‖'))) return 'piece';
  if (ACCENTS.has(char)) return 'accent';
  if (/^\p{Script=Greek}$/u.test(char) && COMMANDS.has(char)) return 'letter';
  const command = COMMANDS.get(char);
  if (command) return command.kind;
  if (/^\p{Nd}$/u.test(char)) return 'digit';
  return /^\p{L}+$/u.test(char) ? 'letter' : 'unknown';
}
