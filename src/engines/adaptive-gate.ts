/**
 * How many requests may be in flight, and how fast they may follow each other: the pace is learnt from what is
 * throttled. As long as nothing is, there is none.
 *
 * A server throttles for two reasons that look alike: because this client asks too much, and because others do. Only
 * the first is mended by asking less, so a step down is a question: it goes to the rate that was being answered, and if
 * throttling does not cease there, the step is taken back and that share becomes the level that is lived with. At most
 * one step a window; clean windows allow more again. (Halving at every throttled answer, as TCP does, was simulated at
 * 20 times the ideal time where a tenth of the answers is throttled at random.)
 */

import { WaitingLine } from './waiting-line.ts';

/** Milliseconds. */
export interface Clock {
  /** Only ever goes forward. */
  now(): number;
  after(ms: number, wake: () => void): void;
}

/** A window lasts at least so long, and until so many requests were sent in it. */
const WINDOW_MS = 1000;
const WINDOW_REQUESTS = 50;
/** A window that says neither yes nor no is kept open so many times as long. */
const LONGEST_WINDOW = 2;

/** A surge of throttling closes its window early, so long after the first refusal: they come in swarms. */
const SURGE_MS = 100;
const SURGE_REQUESTS = 10;

/** A share this far above its usual level is a rise, if it is also beyond chance. */
const LEAST_RISE = 0.03;
const STANDARD_ERRORS = 3;

/** A step down goes to this share of the rate that was being answered: refusals under way are not counted yet. */
const STEP = 0.95;
/** Between these shares of what it was, throttling is as before: the step did not help. */
const SAME_SHARE = [0.5, 2] as const;
/** A step that does not help is followed by one so much further, before both are taken back. */
const SECOND_STEP = 0.7;
/** Requests a second: no pace is slower. */
const SLOWEST = 0.2;

/** Weight of the newest window in the usual level. */
const LEVEL_WEIGHT = 0.2;

/** Growth of the pace in a clean window: far from the rate that was last answered under throttling, and near it. */
const GROWTH = 1.25;
const GROWTH_NEAR_CEILING = 1.02;
/** Within these shares of it. */
const NEAR = [0.85, 1.1] as const;

/** A pace that is so much faster than what is sent is none. */
const UNUSED = 2;

/** Requests of so much time may follow at once after a pause: a busy event loop does not slow the pace down. */
const BURST_MS = 100;

/** A request that was not refused within so many times as long as refusals take was let in. */
const LET_IN = 1.1;

/** One request on its way. */
interface Ticket {
  /** Milliseconds of the gate's clock. */
  readonly entered: number;
}

interface Step {
  readonly shareBefore: number;
  readonly second: boolean;
}

export class AdaptiveGate {
  readonly #most: number;
  readonly #clock: Clock;
  readonly #line = new WaitingLine<void>();
  #inFlight = 0;
  /** Requests a second. */
  #pace = Number.POSITIVE_INFINITY;
  /** The rate that was last answered under throttling. */
  #ceiling = Number.POSITIVE_INFINITY;
  /** When the next request may be sent. */
  #next = 0;
  #alarmSet = false;
  /** Milliseconds that the last refusal took. */
  #refusalTook = 0;
  /** The share of throttled requests that asking less does not mend. */
  #level = 0;
  #step: Step | null = null;
  /** The window: what was sent in it, and what of that was refused. */
  #opened: number;
  readonly #sent: number[] = [];
  #throttled = 0;
  #firstThrottled = 0;

  /** @param most Requests in flight at once. */
  constructor(most: number, clock: Clock = realClock) {
    this.#most = most;
    this.#clock = clock;
    this.#opened = clock.now();
  }

  /** Requests a second that are allowed now; infinite where nothing is throttled. */
  get pace(): number {
    return this.#pace;
  }

  /** Waits for a free place and its turn. @throws the signal's reason */
  async enter(signal: AbortSignal): Promise<Ticket> {
    const turn = this.#line.join(signal);
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

  /** Places are taken as they are given: whoever waits wakes up only later. */
  #admit(): void {
    while (this.#line.length > 0 && this.#inFlight < this.#most) {
      const now = this.#clock.now();
      if (now < this.#next) {
        this.#admitAt(this.#next - now);
        return;
      }
      this.#next = Math.max(this.#next, now - BURST_MS) + 1000 / this.#pace;
      this.#inFlight++;
      this.#sent.push(now);
      this.#line.admit();
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
    if (this.#throttled === 0) this.#firstThrottled = now;
    this.#throttled++;
  }

  /** Closes the window when it is full, or when more was throttled already than a whole one may see. */
  #look(now: number): void {
    const known = now - LET_IN * this.#refusalTook;
    const decided = this.#sent.findLastIndex((sent) => sent < known) + 1;
    const lasted = known - this.#opened;
    const full = lasted >= WINDOW_MS && decided >= WINDOW_REQUESTS;
    const surging =
      this.#step === null && this.#throttled >= SURGE_REQUESTS && now - this.#firstThrottled >= SURGE_MS && decided > 0;
    if (!full && !(surging && this.#rose(decided))) return;
    const share = Math.min(1, this.#throttled / decided);
    const clean = share <= this.#level + LEAST_RISE / 2;
    const rose = this.#rose(decided);
    if (!clean && !rose && decided < LONGEST_WINDOW * WINDOW_REQUESTS) return;
    const rate = (decided / Math.max(1, lasted)) * 1000;
    this.#opened = now;
    const [less, more] = SAME_SHARE;
    const step = this.#step;
    const same = step !== null && share > less * step.shareBefore && share < more * step.shareBefore;
    if (same) this.#stepFurther(step, share);
    else if (rose) this.#stepDown(rate, share, lasted);
    else this.#settle(rate, share, clean);
    this.#sent.length = 0;
    this.#throttled = 0;
  }

  /** @param decided Requests whose fate is known. */
  #rose(decided: number): boolean {
    const likely = Math.max(this.#level, 1 / decided);
    const chance = STANDARD_ERRORS * Math.sqrt((likely * (1 - likely)) / decided);
    return this.#throttled / decided > this.#level + Math.max(LEAST_RISE, chance);
  }

  #stepDown(rate: number, share: number, lasted: number): void {
    this.#step = { shareBefore: share, second: false };
    const answered = rate * (1 - share);
    // What a surge cut short is too little to know the server's limit by.
    this.#ceiling = lasted >= WINDOW_MS ? answered : Number.POSITIVE_INFINITY;
    this.#slowTo(answered * STEP);
  }

  #stepFurther(step: Step, share: number): void {
    if (step.second) {
      this.#step = null;
      this.#pace = Number.POSITIVE_INFINITY;
      this.#ceiling = Number.POSITIVE_INFINITY;
      this.#level = share;
    } else {
      this.#step = { ...step, second: true };
      this.#slowTo(this.#pace * SECOND_STEP);
    }
  }

  #slowTo(pace: number): void {
    this.#pace = Math.max(SLOWEST, pace);
  }

  /** The level that is lived with only falls here; it rises when stepping down did not help. */
  #settle(rate: number, share: number, clean: boolean): void {
    this.#step = null;
    this.#level = Math.min(this.#level, this.#level + LEVEL_WEIGHT * (share - this.#level));
    if (!clean) return;
    const [from, to] = NEAR;
    const near = this.#pace > from * this.#ceiling && this.#pace < to * this.#ceiling;
    this.#pace *= near ? GROWTH_NEAR_CEILING : GROWTH;
    if (this.#pace > UNUSED * rate) this.#pace = Number.POSITIVE_INFINITY;
  }
}

export const realClock: Clock = {
  now: () => performance.now(),
  after: (ms, wake) => void setTimeout(wake, ms),
};
