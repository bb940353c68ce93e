import type { Reading } from './parse-prediction.ts';

/** The measures of one example; `null` where one could not be taken. */
export interface Score {
  readonly reading: Reading;
  readonly measures: Readonly<Record<string, number | null>>;
}

/** Adds examples up to the means over those that a measure could be taken of; holds sums only. */
export class Evaluation {
  #examples = 0;
  readonly #names: readonly string[];
  readonly #readings: Record<Reading, number> = { valid: 0, fenced: 0, repaired: 0, unreadable: 0 };
  readonly #sums = new Map<string, { sum: number; count: number }>();

  /** @param names of the measures to be added up */
  constructor(names: readonly string[]) {
    this.#names = names;
  }

  add({ reading, measures }: Score): void {
    this.#examples += 1;
    this.#readings[reading] += 1;
    for (const name of this.#names) {
      const value = measures[name] ?? null;
      if (value === null) continue;
      const { sum, count } = this.#sums.get(name) ?? { sum: 0, count: 0 };
      this.#sums.set(name, { sum: sum + value, count: count + 1 });
    }
  }

  /** `means` has every measure, `null` where no example had it; `readings` counts how the answers could be read. */
  toJSON() {
    const mean = (name: string): number | null => {
      const { sum, count } = this.#sums.get(name) ?? { sum: 0, count: 0 };
      return count === 0 ? null : sum / count;
    };
    return {
      examples: this.#examples,
      readings: this.#readings,
      means: Object.fromEntries(this.#names.map((name) => [name, mean(name)])),
    };
  }
}
