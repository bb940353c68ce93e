/** Buys answers: none that could exceed the limit is asked for, and each is reported once it is paid. */

import type { StoredAnswer } from '../../answers/stored-answer.ts';
import { FatalError } from '../../model/item.ts';
import type { Usage } from '../../model/schemas.ts';
import type { OnPaid } from '../engine.ts';
import type { Budget } from './budget.ts';
import { atBatchRate, costOf, type ModelPrice, type PriceTable, priceOf } from './prices.ts';

/** Whose dollars are spent, and who is told of them. */
export interface Payer {
  readonly budget: Budget;
  readonly onPaid: OnPaid;
}

export interface SpendingOptions extends Payer {
  model: string;
  /** Prices missing from the table, or different from it. */
  prices: PriceTable;
  /** Whether answers are charged at the batch rate. */
  batch: boolean;
}

export class Spending {
  readonly #price: ModelPrice | null;
  readonly #budget: Budget;
  readonly #onPaid: OnPaid;
  /** The highest ratio of an answer's cost to its estimate so far; at least 1. */
  #dearest = 1;

  /** @throws FatalError for a limit in dollars where no price is known */
  constructor({ model, prices, budget, batch, onPaid }: SpendingOptions) {
    const price = priceOf(model, prices);
    this.#price = batch && price !== null ? atBatchRate(price) : price;
    if (budget.isLimited && this.#price === null) {
      throw new FatalError(
        `The price of ${model} is unknown, so --max-cost cannot be kept. Say it with --price IN/OUT.`,
      );
    }
    this.#budget = budget;
    this.#onPaid = onPaid;
  }

  /** Dollars; `null` where the price is unknown. */
  dollars(usage: Usage): number | null {
    return this.#price && costOf(usage, this.#price);
  }

  /** @param worst The most that the answer may use. @throws RowError `over-budget` */
  async buy(worst: Usage, ask: () => Promise<StoredAnswer>, signal: AbortSignal): Promise<StoredAnswer> {
    const estimate = this.dollars(worst) ?? 0;
    const reservation = await this.#budget.reserve(estimate * this.#dearest);
    let cost = 0;
    try {
      signal.throwIfAborted();
      const answer = await ask();
      const dollars = this.dollars(answer.usage);
      cost = dollars ?? 0;
      if (estimate > 0) this.#dearest = Math.max(this.#dearest, cost / estimate);
      this.#onPaid(answer.usage, dollars);
      return answer;
    } finally {
      reservation.settle(cost);
    }
  }
}
