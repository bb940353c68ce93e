/**
 * Text from outside as a line of a terminal may show it. A file's name, a cell or an answer can hold what moves the
 * cursor, retitles the window, reverses the reading direction or forges a line of its own.
 */

// Controls, line and paragraph separators, what has no ink or turns the direction (Unicode Standard, 23.2), lone surrogates.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Joins and parts letters of scripts and emoji: no more than that. */
const JOINERS = new Set(['\u200c', '\u200d']);

/** Every character that is not plainly shown is written by its number, as in `\\u{1b}`. */
export const printable = (text: string): string =>
  text.replace(UNSAFE, (character) =>
    JOINERS.has(character) ? character : `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );

/** As `printable`, of what has lines of its own. */
export const printableLines = (text: string): string => text.split('\n').map(printable).join('\n');
