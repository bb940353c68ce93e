/** A sum that is not passed: calls in flight count at the most they can cost. */
import { RowError } from '../../model/item.ts';

/** A share of what answers cost differs from dollars in binary fractions. */
const ROUNDING = 1e-9;

/** Dollars: of answers that came, of calls that may yet be answered, and of the next one, at the most it can cost. */
export interface Expenses {
  spent: number;
  reserved: number;
  worst: number;
}

/** Whether all of it together stays within a limit. */
export const fits = (most: number, { spent, reserved, worst }: Expenses): boolean =>
  spent + reserved + worst <= most + ROUNDING;

/** The dollars of a run. There is one budget, whoever spends it and wherever. */
export interface Budget {
  /** Whether there is a sum that must not be passed. */
  readonly isLimited: boolean;
  /**
   * Sets aside what a call may cost at the most. Waits while calls in flight may yet turn out cheaper.
   * @param worst Dollars.
   * @throws RowError `over-budget`
   */
  reserve(worst: number): Promise<Reservation>;
}

export interface Reservation {
  /** @param cost Dollars that the call came to; 0 where no answer came. */
  settle(cost: number): void;
}

/** @param most Dollars; `null` for no limit. */
export const openBudget = (most: number | null): Budget => new LimitedBudget(most ?? Number.POSITIVE_INFINITY);

class LimitedBudget implements Budget {
  readonly #most: number;
  /** Dollars of answers that came. */
  #spent = 0;
  /** Dollars that calls in flight may come to. */
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
