/** Words of a paragraph → the smallest parts that lines are made of, each measured at a size of one. */
import LineBreaker from 'linebreak';
import type { Inline } from './inline.ts';
import type { FormulaSetter, SetFormula } from './set-formula.ts';
import { type Face, faceFor, likeness, type Style, unitWidth } from './typeface.ts';

/** Stays on one line. */
export interface Atom {
  readonly parts: readonly AtomPart[];
  /** With and without the spaces at its end, at a size of one. */
  readonly width: number;
  readonly inkWidth: number;
  /** A line ends after it. */
  readonly endsLine: boolean;
}

export type AtomPart =
  | { readonly kind: 'run'; readonly text: string; readonly face: Face; readonly scale: number; readonly raise: number }
  | { readonly kind: 'formula'; readonly formula: SetFormula };

/** What typesetting needs, and where it tells what it could not set. */
export interface Typesetting {
  /** `null` where there is nothing to set formulas with. */
  readonly formulas: FormulaSetter | null;
  readonly unknownCharacters: Set<string>;
  readonly unknownFormulas: Set<string>;
}

/** Of raised and lowered words, as shares of the size. */
const SHIFTED = { scale: 0.66, super: 0.36, sub: -0.14 };
/** What no printer shows, what means something in one font only, and what turns the order of letters around. */
const INVISIBLE = /[\p{Cc}\p{Co}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/** Stands in the text for a formula, as an ideograph of its own: a line may break before and after it. */
const OBJECT = '\ufffc';
const UNKNOWN = '\ufffd';

interface Letter {
  readonly text: string;
  readonly part: AtomPart;
}

export function atomsOf(words: readonly Inline[], bold: boolean, typesetting: Typesetting): Atom[] {
  const atoms: Atom[] = [];
  let letters: Letter[] = [];
  const flush = (endsLine: boolean) => {
    const made = breakable(letters);
    letters = [];
    const last = made.pop();
    atoms.push(...made);
    if (last) atoms.push({ ...last, endsLine });
  };
  for (const word of words) {
    if (word.kind === 'break') flush(true);
    else if (word.kind === 'formula') letters.push(...formulaLetters(word.latex, bold, typesetting));
    else letters.push(...textLetters(word, bold, typesetting));
  }
  flush(false);
  return atoms;
}

function formulaLetters(latex: string, bold: boolean, typesetting: Typesetting): Letter[] {
  const formula = typesetting.formulas?.(latex, false) ?? null;
  if (formula) return [{ text: OBJECT, part: { kind: 'formula', formula } }];
  typesetting.unknownFormulas.add(latex);
  const style = { bold: false, italic: false, mono: true };
  return textLetters({ text: latex, style, shift: null }, bold, typesetting);
}

function textLetters(
  { text, style, shift }: { text: string; style: Style; shift: 'super' | 'sub' | null },
  bold: boolean,
  { unknownCharacters }: Typesetting,
): Letter[] {
  const look = { ...style, bold: style.bold || bold };
  const scale = shift === null ? 1 : SHIFTED.scale;
  const raise = shift === null ? 0 : SHIFTED[shift];
  let face: Face | null = null;
  return [...text.replace(INVISIBLE, '').normalize('NFC')].flatMap((character) => {
    if (character === ' ' && face !== null)
      return { text: character, part: { kind: 'run', text: '', face, scale, raise } };
    const shown = faceFor(character, look) ? character : likeness(character);
    return [...shown].map((sign): Letter => {
      const found = faceFor(sign, look);
      if (found === null) unknownCharacters.add(character);
      face = found ?? faceFor(UNKNOWN, look);
      if (face === null) throw new Error('The fonts lack even the sign for what they lack');
      return { text: found ? sign : UNKNOWN, part: { kind: 'run', text: '', face, scale, raise } };
    });
  });
}

function breakable(letters: readonly Letter[]): Atom[] {
  const breaker = new LineBreaker(letters.map(({ text }) => text).join(''));
  const atoms: Atom[] = [];
  let [from, at] = [0, 0];
  for (let next = breaker.nextBreak(); next !== null; next = breaker.nextBreak()) {
    let to = from;
    for (; to < letters.length && at < next.position; to++) at += letters[to]?.text.length ?? 0;
    atoms.push(atomOf(letters.slice(from, to)));
    from = to;
  }
  return atoms;
}

function atomOf(letters: readonly Letter[]): Atom {
  const parts: AtomPart[] = [];
  for (const { text, part } of letters) {
    const last = parts.at(-1);
    if (part.kind === 'formula') parts.push(part);
    else if (last?.kind === 'run' && last.face === part.face && last.raise === part.raise)
      parts[parts.length - 1] = { ...last, text: last.text + text };
    else parts.push({ ...part, text });
  }
  const width = parts.reduce((sum, part) => sum + widthOf(part), 0);
  const end = parts.at(-1);
  const spaces = end?.kind === 'run' ? widthOf(end) - widthOf({ ...end, text: end.text.trimEnd() }) : 0;
  return { parts, width, inkWidth: width - spaces, endsLine: false };
}

export const widthOf = (part: AtomPart): number =>
  part.kind === 'formula' ? part.formula.width : unitWidth(part.text, part.face) * part.scale;

/** An atom too long for any line, letter by letter. */
export function lettersOf(atom: Atom): Atom[] {
  const split = atom.parts.flatMap((part): AtomPart[] =>
    part.kind === 'formula' ? [part] : [...part.text].map((text) => ({ ...part, text })),
  );
  return split.map((part, i) => {
    const width = widthOf(part);
    return { parts: [part], width, inkWidth: width, endsLine: atom.endsLine && i === split.length - 1 };
  });
}
