import type { Reading } from './parse-prediction.ts';
import { MEASURES, type Measures } from './score-example.ts';

/** Adds examples up to the means over those that a measure could be taken of; holds sums only. */
export class Evaluation {
  #examples = 0;
  readonly #readings: Record<Reading, number> = { valid: 0, fenced: 0, repaired: 0, unreadable: 0 };
  readonly #sums = new Map<(typeof MEASURES)[number], { sum: number; count: number }>();

  add({ reading, ...measures }: Measures & { readonly reading: Reading }): void {
    this.#examples += 1;
    this.#readings[reading] += 1;
    for (const name of MEASURES) {
      const value = measures[name];
      if (value === null) continue;
      const { sum, count } = this.#sums.get(name) ?? { sum: 0, count: 0 };
      this.#sums.set(name, { sum: sum + value, count: count + 1 });
    }
  }

  /** `means` has every measure, `null` where no example had it; `readings` counts how the answers could be read. */
  toJSON() {
    const mean = (name: (typeof MEASURES)[number]): number | null => {
      const { sum, count } = this.#sums.get(name) ?? { sum: 0, count: 0 };
      return count === 0 ? null : sum / count;
    };
    return {
      examples: this.#examples,
      readings: this.#readings,
      means: Object.fromEntries(MEASURES.map((name) => [name, mean(name)])),
    };
  }
}
