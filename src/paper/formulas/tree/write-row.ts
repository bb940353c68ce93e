/** The parts of one line, left to right → LaTeX: letters of an alphabet together, names of operators, delimiters that grow in pairs. */
import { ACCENTS } from '../glyphs/commands.ts';
import type { Box, Face } from '../glyphs/formula-box.ts';
import { OPERATOR_NAMES } from '../glyphs/operator-names.ts';

const ALPHABETS: Readonly<Record<Face, string>> = {
  it: '',
  rm: '\\mathrm',
  bf: '\\mathbf',
  bi: '\\boldsymbol',
  cal: '\\mathcal',
  bb: '\\mathbb',
  frak: '\\mathfrak',
  sf: '\\mathsf',
  tt: '\\mathtt',
};

/** White wider than this share of the size divides two words. */
const WORD_SPACE = 0.18;

/** `groups` are a base with its scripts already written after it. */
export interface Scripted {
  readonly base: Box;
  readonly scripts: string;
}

export function writeRow(row: readonly Scripted[]): string {
  const parts: string[] = [];
  for (let i = 0; i < row.length; ) {
    const { base } = row[i]!;
    const end = isLettered(base) ? wordEnd(row, i) : i + 1;
    const word = row.slice(i, end);
    const scripts = word.at(-1)?.scripts ?? '';
    parts.push(
      isLettered(base)
        ? lettered(
            word.map((part) => part.base),
            word.slice(0, -1).some((part) => part.scripts !== ''),
          ) + scripts
        : signed(base) + scripts,
    );
    i = end;
  }
  return joinTex(parts);
}

const isLettered = ({ kind, face, char }: Box) =>
  (kind === 'letter' || kind === 'digit') &&
  face !== null &&
  !(kind === 'digit' && face === 'rm') &&
  [...char].length >= 1 &&
  !/^[\p{Script=Greek}ıȷ]$/u.test(char);

/** Letters of one alphabet that touch; italic ones are each a variable. */
function wordEnd(row: readonly Scripted[], start: number): number {
  const first = row[start]!;
  let end = start + 1;
  if (first.base.face === 'it' || first.base.face === 'bb' || first.base.face === 'cal') return end;
  while (end < row.length) {
    const [left, right] = [row[end - 1]!, row[end]!];
    const gap = right.base.x0 - left.base.x1;
    const inWord = first.base.face === 'rm' && right.base.char === '-' && /\p{L}/u.test(row[end + 1]?.base.char ?? '');
    if (left.scripts !== '' || (!isLettered(right.base) && !inWord) || (!inWord && right.base.face !== first.base.face))
      break;
    if (gap > (first.base.face === 'rm' ? 0.6 : WORD_SPACE) * left.base.size) break;
    end++;
  }
  return end;
}

function lettered(letters: readonly Box[], _broken: boolean): string {
  const [first] = letters;
  if (!first?.face) return '';
  if (first.face === 'it') return first.tex;
  if (first.face !== 'rm') return `${ALPHABETS[first.face]}{${letters.map((letter) => letter.tex).join('')}}`;
  const words = wordsOf(letters);
  return words.length === 1 ? named(words[0]!) : textual(words);
}

function wordsOf(letters: readonly Box[]): string[] {
  const words: string[] = [];
  letters.forEach((letter, i) => {
    const left = letters[i - 1];
    if (left && letter.x0 - left.x1 < WORD_SPACE * letter.size) words[words.length - 1] += letter.char;
    else words.push(letter.char);
  });
  return words;
}

function named(word: string): string {
  if (OPERATOR_NAMES.has(word)) return `\\${word}`;
  if ([...word].length === 1) return `\\mathrm{${word}}`;
  return /^[A-Za-z]+$/.test(word) ? `\\operatorname{${word}}` : `\\text{${word}}`;
}

function textual(words: readonly string[]): string {
  const joined = words.join('');
  if (joined === 'limsup' || joined === 'liminf') return `\\${joined}`;
  if (joined === 'argmax' || joined === 'argmin') return `\\operatorname{arg\\,${joined.slice(3)}}`;
  const known = words.filter((word) => OPERATOR_NAMES.has(word)).length;
  if (known > 0) return words.map(named).join(' ');
  return `\\text{${words.join(' ')}}`;
}

function signed(box: Box): string {
  if (box.kind === 'letter' && box.face && box.face !== 'it' && box.face !== 'rm') {
    return `\\boldsymbol{${box.tex}}`;
  }
  if (box.kind === 'accent')
    return ACCENTS.has(box.char) ? `{${box.char === '^' || box.char === '~' ? `\\${box.char}{}` : box.char}}` : box.tex;
  return box.kind === 'rel' || box.kind === 'bin'
    ? ` ${box.tex} `
    : box.kind === 'punct' && box.char !== '.'
      ? `${box.tex} `
      : box.tex;
}

/** A command's name ends where no letter follows. */
export function joinTex(parts: readonly string[]): string {
  let tex = '';
  for (const part of parts) tex += /\\[A-Za-z]+$/.test(tex) && /^[A-Za-z]/.test(part) ? ` ${part}` : part;
  return tex.replace(/ {2,}/g, ' ').trim();
}
