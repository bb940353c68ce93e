/**
 * How long to wait before asking again: half as long as an answer takes, doubled with each attempt. The client's own
 * half second suits answers that take seconds; with a fast server it would idle.
 */

/** Milliseconds. */
const LONGEST_FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;

/** The share of a wait that may be cut at random, so that calls do not all come back at once. */
const JITTER = 0.25;

/** Weight of the newest answer in the usual latency. */
const WEIGHT = 0.1;

export class Backoff {
  #latency: number | null = null;

  /** @param latency Milliseconds that an answer took. */
  answered(latency: number): void {
    this.#latency = this.#latency === null ? latency : this.#latency + WEIGHT * (latency - this.#latency);
  }

  /** Milliseconds to wait after so many failed attempts; `random` in [0, 1). */
  waitAfter(attempts: number, random: number): number {
    const first = Math.min(LONGEST_FIRST_WAIT, (this.#latency ?? 2 * LONGEST_FIRST_WAIT) / 2);
    return Math.min(LONGEST_WAIT, first * 2 ** (attempts - 1)) * (1 - JITTER * random);
  }
}
