/** Papers that must not be trained on, such as a benchmark's: told by DOI, arXiv id, or title, however it is written. */
import { plainTitle } from './plain-title.ts';

/** Share of the words of two titles, together, that both have: from here on one is the other with a word changed. */
const NEARLY_ALIKE = 0.85;
/** Titles of fewer words are alike by chance. */
const FEWEST_WORDS = 5;

const DOI = /\b10\.\d{4,9}\/[-._;()/:a-z\d]+/gi;
/** New and old identifiers, without their version (info.arxiv.org/help/arxiv_identifier.html). */
const ARXIV = /(?:arxiv\.org\/(?:abs|pdf)\/|arxiv:\s*)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})/gi;

export interface AboutPaper {
  readonly title: string | null;
  /** Texts in which an identifier may stand: addresses, columns of the row. */
  readonly texts: readonly string[];
}

export class KnownPapers {
  readonly #identifiers = new Set<string>();
  readonly #titles = new Set<string>();
  /** Titles by each of their words, to find those that are nearly alike. */
  readonly #byWord = new Map<string, string[]>();

  get size(): number {
    return this.#titles.size;
  }

  add({ title, texts }: AboutPaper): void {
    for (const identifier of identifiersIn(texts)) this.#identifiers.add(identifier);
    const plain = title === null ? '' : plainTitle(title);
    if (plain === '' || this.#titles.has(plain)) return;
    this.#titles.add(plain);
    for (const word of wordsOf(plain)) {
      const titles = this.#byWord.get(word);
      if (titles) titles.push(plain);
      else this.#byWord.set(word, [plain]);
    }
  }

  has({ title, texts }: AboutPaper): boolean {
    if (identifiersIn(texts).some((identifier) => this.#identifiers.has(identifier))) return true;
    const plain = title === null ? '' : plainTitle(title);
    return plain !== '' && (this.#titles.has(plain) || this.#hasNearlyAlike(wordsOf(plain)));
  }

  #hasNearlyAlike(words: ReadonlySet<string>): boolean {
    if (words.size < FEWEST_WORDS) return false;
    const shared = new Map<string, number>();
    for (const word of words)
      for (const title of this.#byWord.get(word) ?? []) shared.set(title, (shared.get(title) ?? 0) + 1);
    return [...shared].some(([title, count]) => count / (words.size + wordsOf(title).size - count) >= NEARLY_ALIKE);
  }
}

const wordsOf = (plain: string): Set<string> => new Set(plain.split(' '));

const identifiersIn = (texts: readonly string[]): string[] =>
  texts.flatMap((text) => [
    ...[...text.matchAll(DOI)].map(([doi]) => `doi ${doi.toLowerCase().replace(/[.;,)]+$/, '')}`),
    ...[...text.matchAll(ARXIV)].map(([, id]) => `arxiv ${id?.toLowerCase()}`),
  ]);
