/** How a caption's label is printed, and what it says: `FIG. 3.`, `Table II:`, `Fig 3 |`, `Extended Data Figure S1`. */

export type CaptionKind = 'figure' | 'table' | 'algorithm';

export interface CaptionLabel {
  readonly kind: CaptionKind;
  /** Normalised: `Figure 3`, `Table II`, `Supplementary Figure S1`. */
  readonly label: string;
  /** As printed, in upper case: `3`, `II`, `S1`, `2.4`, `4A`. */
  readonly number: string;
  /** The word as printed, which a paper keeps the same: `FIG.`, `Figure`, `Table`. */
  readonly word: string;
  /** What divides label and text: `:`, `.`, `|`, `—` or nothing. */
  readonly delimiter: string;
  /** Where the caption's text starts in the line. */
  readonly length: number;
}

/** English words and those of the larger European languages, with the word they are normalised to. */
const WORDS: readonly [RegExp, CaptionKind, string][] = [
  [/^(?:figures?|figs?|abb(?:ildung)?|figura|рис(?:унок)?)$/i, 'figure', 'Figure'],
  [/^(?:tables?|tabs?|tbl|tabelle|tableau|tabla|tabela|tabella|таблица)$/i, 'table', 'Table'],
  [/^(?:algorithm|alg|algo|algorithme|algoritmo)$/i, 'algorithm', 'Algorithm'],
  [/^listing$/i, 'algorithm', 'Listing'],
  [/^scheme$/i, 'figure', 'Scheme'],
  [/^chart$/i, 'figure', 'Chart'],
  [/^plate$/i, 'figure', 'Plate'],
  [/^(?:illustration|image)$/i, 'figure', 'Illustration'],
];

const PREFIX = '(?:(supplement(?:ary|al)|extended data|appendix|online)\\s+)?';
// Small capitals may come as two runs: `F IGURE`, `T ABLE`.
const WORD = '(\\p{Lu}\\s(?:IGURE|IG|ABLE|LGORITHM|ISTING|CHEME)|\\p{L}{2,12})';
const NUMBER = '((?:[A-Z]{1,2}[.\\-]?)?\\d{1,3}(?:[.\\-–]\\d{1,3}){0,2}(?:[A-Za-z](?![\\p{L}\\d]))?|[IVXL]{1,6}|[A-Z])';
const LABEL = new RegExp(`^[\\s•▪■◆▶(]{0,3}${PREFIX}${WORD}\\s?[.:\\-]?\\s*${NUMBER}(?![\\p{L}\\d])`, 'iu');
const DELIMITER = /^\s*([.:|)\]]?\s*[—–]|[.:|)\]]|[-‐‑−](?=\s)|(?<=\s)[-–—])/u;

/** The label at the start of a line, or `null`. Whether the line is a caption or a sentence about one is not decided here. */
export function captionLabel(line: string): CaptionLabel | null {
  const match = LABEL.exec(line);
  if (!match) return null;
  const [start, prefix, word = '', number = ''] = match;
  const known = WORDS.find(([pattern]) => pattern.test(word.replace(/\s/g, '')));
  if (!known || !isNumber(number)) return null;
  const [, kind, name] = known;
  const rest = line.slice(start.length);
  const delimiter = DELIMITER.exec(rest)?.[0] ?? '';
  return {
    kind,
    label: `${prefix ? `${capitalised(prefix)} ` : ''}${name} ${number.replace('–', '-')}`,
    number: number.toUpperCase(),
    word: line.slice(0, start.length - number.length).trim(),
    delimiter: delimiter.trim(),
    length: start.length + delimiter.length + (/^\s*/.exec(rest.slice(delimiter.length))?.[0].length ?? 0),
  };
}

/** Whether a caption's text says that it stands over a later part of what another caption names. */
export const isContinued = (text: string): boolean => /^[\s(–—-]*cont(?:inued|[’'.]?d?)[\s.)]*$/i.test(text);

/** Case matters here although it does not for the words: `Figure i` and `Table a` are sentences. */
function isNumber(number: string): boolean {
  return /\d/.test(number) || number === number.toUpperCase();
}

const capitalised = (words: string): string =>
  words.toLowerCase().replace(/\b\p{L}/gu, (letter) => letter.toUpperCase());
