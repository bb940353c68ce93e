import { f1 } from './best-assignment.ts';

/** More words than any poster has; the time taken is the product of the two lengths. */
const LONGEST = 20_000;

/**
 * ROUGE-L F1 (Lin 2004, ROUGE: A Package for Automatic Evaluation of Summaries, section 3): twice the longest common
 * subsequence of words over the sum of the lengths. Words are runs of letters and digits in small letters.
 */
export function rougeL(predicted: string, wanted: string): number {
  const [ours, theirs] = [tokensOf(predicted), tokensOf(wanted)];
  return f1(longestCommonSubsequence(ours, theirs), ours.length, theirs.length);
}

const tokensOf = (text: string): string[] => (text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).slice(0, LONGEST);

function longestCommonSubsequence(a: readonly string[], b: readonly string[]): number {
  const ids = new Map<string, number>();
  const idOf = (word: string) => {
    const id = ids.get(word) ?? ids.size;
    ids.set(word, id);
    return id;
  };
  const [left, right] = [Uint32Array.from(a, idOf), Uint32Array.from(b, idOf)];
  let previous = new Uint16Array(right.length + 1);
  let current = new Uint16Array(right.length + 1);
  for (const word of left) {
    for (let j = 0; j < right.length; j += 1)
      current[j + 1] = word === right[j] ? previous[j]! + 1 : Math.max(previous[j + 1]!, current[j]!);
    [previous, current] = [current, previous];
  }
  return previous[right.length]!;
}
