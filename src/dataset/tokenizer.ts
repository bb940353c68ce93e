/** Counts tokens as the models of the o200k family do; other families differ by some percent. */
export interface Tokenizer {
  count(text: string): number;
  /** Whether a text has at most `limit` tokens, without counting the rest. */
  fits(text: string, limit: number): boolean;
  /** The longest beginning of at most `limit` tokens, ended between two words where it has two. */
  head(text: string, limit: number): string;
}

/** Loads the vocabulary (0.15 s, some 80 MB of memory), so open it once and only where tokens count. */
export async function openTokenizer(): Promise<Tokenizer> {
  const { countTokens, encode, decode, isWithinTokenLimit } = await import('gpt-tokenizer/encoding/o200k_base');
  // A paper may well print a special token's name: it is text here.
  const asText = { disallowedSpecial: new Set<string>() };
  return {
    count: (text) => piecesOf(text).reduce((sum, piece) => sum + countTokens(piece, asText), 0),
    fits: (text, limit) => {
      let left = limit;
      for (const piece of piecesOf(text)) {
        const count = left < 0 ? false : isWithinTokenLimit(piece, left, asText);
        if (count === false) return false;
        left -= count;
      }
      return true;
    },
    head: (text, limit) => {
      const tokens = piecesOf(text).flatMap((piece) => encode(piece, asText));
      if (tokens.length <= limit) return text;
      const cut = decode(tokens.slice(0, Math.max(0, limit))).replace(/\uFFFD{1,3}$/, '');
      return cut.match(/^[\s\S]*\S(?=\s)/)?.[0] ?? cut;
    },
  };
}

/** Merging byte pairs takes the square of an unbroken run's length: 50,000 spaces took 1.2 s, so long runs are broken. */
const LONG_RUN = /\S{1000}|\s{250}/;
const PIECE = /[\s\S]{1,250}/gu;

const piecesOf = (text: string): string[] => (LONG_RUN.test(text) ? (text.match(PIECE) ?? []) : [text]);
