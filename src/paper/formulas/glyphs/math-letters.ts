/** Unicode's mathematical alphabets (U+1D400 to U+1D7FF, and what was encoded before them) → plain letters with their face. */
import type { Face } from './formula-box.ts';

/** In the order of the block, 52 letters each. */
const LATIN: readonly Face[] = ['bf', 'it', 'bi', 'cal', 'cal', 'frak', 'bb', 'frak', 'sf', 'sf', 'sf', 'sf', 'tt'];
/** 58 letters each. */
const GREEK: readonly Face[] = ['bf', 'it', 'bi', 'bf', 'bi'];
const GREEK_LETTERS = 'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ';
const DIGITS: readonly Face[] = ['bf', 'bb', 'sf', 'sf', 'tt'];

/** Letters that had their code points already, and whose places in the block are empty. */
const EARLY = new Map<string, readonly [string, Face]>([
  ['ℎ', ['h', 'it']],
  ['ℂ', ['C', 'bb']],
  ['ℍ', ['H', 'bb']],
  ['ℕ', ['N', 'bb']],
  ['ℙ', ['P', 'bb']],
  ['ℚ', ['Q', 'bb']],
  ['ℝ', ['R', 'bb']],
  ['ℤ', ['Z', 'bb']],
  ['ℬ', ['B', 'cal']],
  ['ℰ', ['E', 'cal']],
  ['ℱ', ['F', 'cal']],
  ['ℋ', ['H', 'cal']],
  ['ℐ', ['I', 'cal']],
  ['ℒ', ['L', 'cal']],
  ['ℳ', ['M', 'cal']],
  ['ℛ', ['R', 'cal']],
  ['ℭ', ['C', 'frak']],
  ['ℌ', ['H', 'frak']],
  ['ℨ', ['Z', 'frak']],
]);

/** `null` for a character of no such alphabet. */
export function mathLetter(character: string): readonly [string, Face] | null {
  const early = EARLY.get(character);
  if (early) return early;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x1d400 || code > 0x1d7ff) return null;
  if (code === 0x1d6a4) return ['ı', 'it'];
  if (code === 0x1d6a5) return ['ȷ', 'it'];
  if (code >= 0x1d7ce) return letterAt(code - 0x1d7ce, '0123456789', DIGITS);
  if (code >= 0x1d6a8) return letterAt(code - 0x1d6a8, GREEK_LETTERS, GREEK);
  return letterAt(code - 0x1d400, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', LATIN);
}

function letterAt(index: number, letters: string, faces: readonly Face[]): readonly [string, Face] | null {
  const face = faces[Math.floor(index / letters.length)];
  const letter = letters[index % letters.length];
  return face && letter ? [letter, face] : null;
}
