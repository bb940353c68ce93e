/** How much of a text is backed by another: what a poster says should be in its paper. */

/** Words of three letters and more, in small letters: shorter ones are in every paper. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}[\p{L}\p{M}\p{N}]{2,}/gu) ?? [];
}

/**
 * Numbers by their value, so that `1,200` is `1200` and `92.50 %` is `92.5`. A number inside a word (`BERT4`, `x2`) is
 * the word's.
 */
export function numbersOf(text: string): number[] {
  const found = text.match(/(?<![\p{L}\p{N}_.,])\d+(?:,\d{3})*(?:\.\d+)?(?![\p{L}\p{N}_])/gu) ?? [];
  return found.map((digits) => Number(digits.replaceAll(',', '')));
}

/** Share (0–1) of `claims`, each as often as it is made, that `source` has; `null` where nothing is claimed. */
function backedShare<T>(claims: readonly T[], source: ReadonlySet<T>): number | null {
  if (claims.length === 0) return null;
  return claims.filter((claim) => source.has(claim)).length / claims.length;
}

/** Share of the poster's words that occur in the paper. */
export function wordGrounding(poster: string, paper: string): number | null {
  return backedShare(wordsOf(poster), new Set(wordsOf(paper)));
}

/** Share of the poster's numbers that occur in the paper. */
export function numberGrounding(poster: string, paper: string): number | null {
  return backedShare(numbersOf(poster), new Set(numbersOf(paper)));
}
