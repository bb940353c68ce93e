/** The characters behind glyphs: ligatures taken apart, accents put on their letters. */

/** Spacing accents as fonts encode them, with the combining mark each stands for. */
const MARKS = new Map([
  ['\u0060', '\u0300'],
  ['\u02cb', '\u0300'],
  ['\u00b4', '\u0301'],
  ['\u02ca', '\u0301'],
  ['\u02c6', '\u0302'],
  ['\u02dc', '\u0303'],
  ['\u00a8', '\u0308'],
  ['\u02c7', '\u030c'],
  ['\u02d8', '\u0306'],
  ['\u00af', '\u0304'],
  ['\u02c9', '\u0304'],
  ['\u02d9', '\u0307'],
  ['\u00b8', '\u0327'],
  ['\u02da', '\u030a'],
  ['\u02dd', '\u030b'],
  ['\u02db', '\u0328'],
]);

const PRESENTATION = /[\ufb00-\ufb06\u0132\u0133\u01c4-\u01cc\u01f1-\u01f3]/g;
// C0 controls, soft hyphen, zero-width and directional marks carry no ink.
const INKLESS = /[\p{Cc}\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff]/gu;

// Two planes for private use, where later passes put what stands for more than a character.
const RESERVED = /[\u{f0000}-\u{10ffff}]/gu;

/** A font's word for a glyph, without characters that mean something else to later passes. */
export const shownText = (text: string): string => (text.length > 1 ? text.replace(RESERVED, '\ufffd') : text);

/** A glyph's text without ligatures and inkless characters; a soft hyphen that is drawn is a hyphen. */
export function plainGlyph(text: string): string {
  if (text === '\u00ad') return '-';
  if (text.length === 1 && text > ' ' && text < '\u007f') return text;
  return text.replace(PRESENTATION, (ligature) => ligature.normalize('NFKC')).replace(INKLESS, '');
}

/** The combining mark of a spacing (or already combining) accent, else null. */
export function accentMark(text: string): string | null {
  return MARKS.get(text) ?? (/^\p{M}$/u.test(text) ? text : null);
}

/** `letter` with `accent` on it where Unicode has such a letter, else both as drawn. TeX's dotless ı and ȷ get their dots back. */
export function composeAccent(before: string, letter: string, accent: string): string {
  const mark = accentMark(accent) ?? '';
  const base = letter.replace('\u0131', 'i').replace('\u0237', 'j');
  const composed = (base.slice(0, 1) + mark).normalize('NFC');
  return before + (composed.length === 1 ? composed + base.slice(1) : accent + letter);
}
