/** How many requests may be in flight, and when the next may follow: at a rate that is learnt from what is throttled. */

import { WaitQueue } from '../../lib/wait-queue.ts';
import { AdaptiveRate } from './adaptive-rate.ts';

/** Milliseconds. */
export interface Clock {
  /** Never goes backward. */
  now(): number;
  after(ms: number, wake: () => void): void;
}

/** After a pause, this much time's worth of requests may follow at once: a busy event loop does not lower the rate. */
const BURST_MS = 100;

/** A request that was not refused within this multiple of the time refusals take was accepted. */
const LET_IN = 1.1;

/** One request in flight. */
interface Ticket {
  /** Milliseconds of the limiter's clock. */
  readonly entered: number;
}

export class RateLimiter {
  readonly #most: number;
  readonly #clock: Clock;
  readonly #queue = new WaitQueue<void>();
  #inFlight = 0;
  readonly #rate = new AdaptiveRate();
  /** When the next request may be sent. */
  #next = 0;
  #alarmSet = false;
  /** Milliseconds that the last refusal took. */
  #refusalTook = 0;
  /** The window: what was sent in it, and what of that was refused. */
  #opened: number;
  readonly #sent: number[] = [];
  /** When they were sent, and when the first of them was known. */
  readonly #refusals: number[] = [];
  #firstRefusal = 0;

  /** @param most Requests in flight at once. */
  constructor(most: number, clock: Clock = realClock) {
    this.#most = most;
    this.#clock = clock;
    this.#opened = clock.now();
  }

  /** Requests a second that are allowed now; infinite where nothing is throttled. */
  get perSecond(): number {
    return this.#rate.perSecond;
  }

  /** Waits for a free place and its turn. @throws the signal's reason */
  async enter(signal: AbortSignal): Promise<Ticket> {
    const turn = this.#queue.join(signal);
    this.#admit();
    await turn;
    return { entered: this.#clock.now() };
  }

  leave(ticket: Ticket, throttled: boolean): void {
    this.#inFlight--;
    const now = this.#clock.now();
    if (throttled) this.#refused(ticket, now);
    this.#look(now);
    this.#admit();
  }

  /** A place counts as taken when it is given: the waiting caller only resumes later. */
  #admit(): void {
    while (this.#queue.length > 0 && this.#inFlight < this.#most) {
      const now = this.#clock.now();
      if (now < this.#next) {
        this.#admitAt(this.#next - now);
        return;
      }
      this.#next = Math.max(this.#next, now - BURST_MS) + 1000 / this.#rate.perSecond;
      this.#inFlight++;
      this.#sent.push(now);
      this.#queue.admit();
    }
  }

  #admitAt(ms: number): void {
    if (this.#alarmSet) return;
    this.#alarmSet = true;
    this.#clock.after(ms, () => {
      this.#alarmSet = false;
      this.#admit();
    });
  }

  #refused({ entered }: Ticket, now: number): void {
    this.#refusalTook = now - entered;
    if (entered < this.#opened) return;
    if (this.#refusals.length === 0) this.#firstRefusal = now;
    this.#refusals.push(entered);
  }

  #look(now: number): void {
    const known = now - LET_IN * this.#refusalTook;
    const judged = this.#rate.judge({
      decided: this.#sent.findLastIndex((sent) => sent < known) + 1,
      refused: this.#refusals.filter((sent) => sent < known).length,
      lasted: known - this.#opened,
      refusedFor: now - this.#firstRefusal,
    });
    if (!judged) return;
    this.#opened = now;
    this.#sent.length = 0;
    this.#refusals.length = 0;
  }
}

export const realClock: Clock = {
  now: () => performance.now(),
  after: (ms, wake) => void setTimeout(wake, ms),
};
