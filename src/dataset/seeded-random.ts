import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance that is the same on every run and machine for the same key. */
export interface SeededRandom {
  /** Evenly from [low, high). */
  between(low: number, high: number): number;
  shuffled<T>(values: readonly T[]): T[];
}

export function seededRandom(key: string): SeededRandom {
  const generator = xoroshiro128plus(createHash('sha256').update(key).digest().readInt32BE(0));
  return {
    between: (low, high) => low + uniformFloat64(generator) * (high - low),
    shuffled: (values) => {
      const shuffled = [...values];
      // Fisher and Yates, as in Knuth, The Art of Computer Programming 2, algorithm 3.4.2P.
      for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const chosen = uniformInt(generator, 0, last);
        [shuffled[last], shuffled[chosen]] = [shuffled[chosen]!, shuffled[last]!];
      }
      return shuffled;
    },
  };
}
