/** A sum that is never exceeded: calls in flight count at their highest possible cost. */
import { RowError } from '../../model/item.ts';

/** Sums of binary fractions differ from the exact dollars by less than this. */
const ROUNDING = 1e-9;

/** In dollars: answers received, calls still in flight, and the highest possible cost of the next one. */
export interface Expenses {
  spent: number;
  reserved: number;
  worst: number;
}

/** Whether all of them together stay within a limit. */
export const fits = (most: number, { spent, reserved, worst }: Expenses): boolean =>
  spent + reserved + worst <= most + ROUNDING;

/** The dollars of a run. There is one budget, whoever spends it and wherever. */
export interface Budget {
  /** Whether there is a sum that must not be passed. */
  readonly isLimited: boolean;
  /**
   * Reserves a call's highest possible cost. Waits while calls in flight may still turn out cheaper.
   * @param worst Dollars.
   * @throws RowError `over-budget`
   */
  reserve(worst: number): Promise<Reservation>;
}

export interface Reservation {
  /** @param cost Dollars that the call cost; 0 if no answer came. */
  settle(cost: number): void;
}

/** @param most Dollars; `null` for no limit. */
export const openBudget = (most: number | null): Budget => new LimitedBudget(most ?? Number.POSITIVE_INFINITY);

class LimitedBudget implements Budget {
  readonly #most: number;
  /** Dollars of answers received. */
  #spent = 0;
  /** Dollars that calls in flight may cost. */
  #reserved = 0;
  #calls = 0;
  #settled = Promise.withResolvers<void>();

  constructor(most: number) {
    this.#most = most;
  }

  get isLimited(): boolean {
    return Number.isFinite(this.#most);
  }

  async reserve(worst: number): Promise<Reservation> {
    while (!fits(this.#most, { spent: this.#spent, reserved: this.#reserved, worst })) {
      if (this.#calls === 0) throw new RowError('over-budget', `--max-cost $${this.#most} would be passed`);
      await this.#settled.promise;
    }
    this.#reserved += worst;
    this.#calls++;
    return {
      settle: (cost) => {
        this.#spent += cost;
        this.#reserved -= worst;
        this.#calls--;
        this.#settled.resolve();
        this.#settled = Promise.withResolvers();
      },
    };
  }
}
