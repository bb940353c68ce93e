/** The words of a paragraph, with what they are: bold, slanted, code, raised, or a formula. */
import type { Token, Tokens } from 'marked';
import type { Inline } from '../type/inline.ts';
import { PLAIN, type Style } from '../type/typeface.ts';

type Shift = 'super' | 'sub' | null;

export function inlinesOf(tokens: readonly Token[], style: Style = PLAIN): Inline[] {
  const inlines: Inline[] = [];
  let shift: Shift = null;
  for (const token of tokens as readonly Tokens.Generic[]) {
    const [, closes, tag] = token.type === 'html' ? (/^<(\/?)(sup|sub|br)\s*\/?>$/i.exec(token.raw.trim()) ?? []) : [];
    if (tag?.toLowerCase() === 'br') inlines.push({ kind: 'break' });
    else if (tag !== undefined) shift = closes ? null : tag.toLowerCase() === 'sup' ? 'super' : 'sub';
    else inlines.push(...inlineOf(token, style, shift));
  }
  return inlines;
}

function inlineOf(token: Tokens.Generic, style: Style, shift: Shift): Inline[] {
  const text = (words: string): Inline[] => [{ kind: 'text', text: decoded(words).replace(/\s+/g, ' '), style, shift }];
  switch (token.type) {
    case 'strong':
      return inlinesOf(token.tokens ?? [], { ...style, bold: true });
    case 'em':
      return inlinesOf(token.tokens ?? [], { ...style, italic: true });
    case 'codespan':
      return [{ kind: 'text', text: decoded(String(token.text)), style: { ...style, mono: true }, shift }];
    case 'inlineFormula':
    case 'displayFormula':
      return [{ kind: 'formula', latex: String(token.text) }];
    case 'br':
      return [{ kind: 'break' }];
    case 'link':
    case 'del':
      return inlinesOf(token.tokens ?? [], style);
    case 'image':
    case 'checkbox':
      return [];
    case 'text':
      return token.tokens ? inlinesOf(token.tokens, style) : text(String(token.text));
    default:
      return text(String(token.text ?? token.raw));
  }
}

export const plainText = (words: readonly Inline[]): string =>
  words.map((word) => (word.kind === 'text' ? word.text : word.kind === 'formula' ? word.latex : ' ')).join('');

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Whatever comes out is set as text: a tag written in entities stays words. */
const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
    const codePoint = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
    return codePoint >= 32 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint).toWellFormed() : whole;
  });
