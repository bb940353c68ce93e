/**
 * How fast requests may follow each other, learnt from what is throttled. As long as nothing is, there is no limit.
 *
 * A server throttles for two reasons that look alike: because this client asks too much, and because others do. Only
 * the first is mended by asking less, so a step down is a question: it goes to the rate that was being answered, and if
 * throttling does not cease there, the step is taken back and that share becomes the level that is lived with. At most
 * one step a window; clean windows allow more again. (Halving at every throttled answer, as TCP does, was simulated at
 * 20 times the ideal time where a tenth of the answers is throttled at random.)
 */

/** What is known of the requests since the last judgement. */
export interface Window {
  /** Requests whose fate is known, and those of them that were throttled. */
  readonly decided: number;
  readonly refused: number;
  /** Milliseconds in which they were sent. */
  readonly lasted: number;
  /** Milliseconds since the first refusal was known. */
  readonly refusedFor: number;
}

/** A window lasts at least so long, and until so many requests were sent in it. */
const WINDOW_MS = 1000;
const WINDOW_REQUESTS = 50;
/** A window that says neither yes nor no is kept open so many times as long. */
const LONGEST_WINDOW = 2;

/** A surge of throttling, so far above its usual level, closes its window early, so long after the first refusal. */
const SURGE_RISE = 0.3;
const SURGE_MS = 100;
const SURGE_REQUESTS = 10;

/** A share this far above its usual level is a rise, if it is also beyond chance. */
const LEAST_RISE = 0.03;
const STANDARD_ERRORS = 3;

/** A step down goes to this share of the rate that was being answered: refusals under way are not counted yet. */
const STEP = 0.95;
/** If more than this share of the rise is left after a step, the step did not help. */
const LEFT_SHARE = 0.3;
/** A step is judged by as many requests as had seen so many refusals before it: fewer would tell chance from cause. */
const REFUSALS_TO_JUDGE_BY = 12;
/** A step that does not help is followed by one so much further, before both are taken back. */
const SECOND_STEP = 0.7;
/** Requests a second: no rate is lower. */
const SLOWEST = 0.2;

/** Weight of the newest window in the usual level. */
const LEVEL_WEIGHT = 0.2;

/** Growth of the rate in a clean window: far from the rate that was last answered under throttling, and near it. */
const GROWTH = 1.25;
const GROWTH_NEAR_CEILING = 1.02;
/** Within these shares of it. */
const NEAR = [0.85, 1.1] as const;
/** A ceiling near which so many windows in a row stay clean is forgotten. */
const CLEAN_NEAR_CEILING = 8;

/** A rate so far above what is sent limits nothing. */
const UNUSED = 2;

interface Step {
  readonly shareBefore: number;
  /** After the first of two; 0 until then. */
  readonly shareAfter: number;
  readonly second: boolean;
}

export class AdaptiveRate {
  /** Requests a second. */
  #perSecond = Number.POSITIVE_INFINITY;
  /** The rate that was last answered under throttling. */
  #ceiling = Number.POSITIVE_INFINITY;
  /** The share of throttled requests that asking less does not mend. */
  #level = 0;
  #step: Step | null = null;
  /** In a row. */
  #cleanWindows = 0;

  /** Requests a second that are allowed now; infinite where nothing is throttled. */
  get perSecond(): number {
    return this.#perSecond;
  }

  /**
   * Learns from a window that is full, or in which more was throttled already than a whole one may see.
   * @returns whether it did: the next window begins
   */
  judge({ decided, refused, lasted, refusedFor }: Window): boolean {
    const full = lasted >= WINDOW_MS && decided >= this.#wanted();
    const surging = this.#step === null && refused >= SURGE_REQUESTS && refusedFor >= SURGE_MS;
    if (!full && !(surging && this.#rose(refused, decided, SURGE_RISE))) return false;
    const share = refused / decided;
    const clean = share <= this.#level + LEAST_RISE / 2;
    const rose = this.#rose(refused, decided);
    if (!clean && !rose && decided < LONGEST_WINDOW * WINDOW_REQUESTS) return false;
    const rate = (decided / Math.max(1, lasted)) * 1000;
    const step = this.#step;
    if (step !== null && this.#persists(step, share)) this.#stepFurther(step, share);
    else if (rose) this.#stepDown(rate, share, lasted);
    else this.#settle(rate, share, clean);
    return true;
  }

  /** Requests that a window is judged by. */
  #wanted(): number {
    return this.#step === null
      ? WINDOW_REQUESTS
      : Math.max(WINDOW_REQUESTS, REFUSALS_TO_JUDGE_BY / this.#step.shareBefore);
  }

  /** Whether as good as nothing was mended. */
  #persists({ shareBefore }: Step, share: number): boolean {
    return share > this.#level + Math.max(LEAST_RISE, LEFT_SHARE * (shareBefore - this.#level));
  }

  /** @param decided Requests whose fate is known. */
  #rose(refused: number, decided: number, least = LEAST_RISE): boolean {
    const likely = Math.max(this.#level, 1 / decided);
    const chance = STANDARD_ERRORS * Math.sqrt((likely * (1 - likely)) / decided);
    return refused / decided > this.#level + Math.max(least, chance);
  }

  #stepDown(rate: number, share: number, lasted: number): void {
    this.#step = { shareBefore: share, shareAfter: 0, second: false };
    this.#cleanWindows = 0;
    const answered = rate * (1 - share);
    // What a surge cut short is too little to know the server's limit by.
    this.#ceiling = lasted >= WINDOW_MS ? answered : Number.POSITIVE_INFINITY;
    this.#slowTo(answered * STEP);
  }

  #stepFurther(step: Step, share: number): void {
    if (step.second) {
      this.#step = null;
      this.#perSecond = Number.POSITIVE_INFINITY;
      this.#ceiling = Number.POSITIVE_INFINITY;
      this.#level = Math.max(share, step.shareAfter);
    } else {
      this.#step = { ...step, shareAfter: share, second: true };
      this.#slowTo(this.#perSecond * SECOND_STEP);
    }
  }

  #slowTo(perSecond: number): void {
    this.#perSecond = Math.max(SLOWEST, perSecond);
  }

  /** The level that is lived with only falls here; it rises when stepping down did not help. */
  #settle(rate: number, share: number, clean: boolean): void {
    this.#step = null;
    this.#level = Math.min(this.#level, this.#level + LEVEL_WEIGHT * (share - this.#level));
    if (!clean) {
      this.#cleanWindows = 0;
      return;
    }
    // Nothing was refused beside it for so long: it was none.
    if (++this.#cleanWindows > CLEAN_NEAR_CEILING) this.#ceiling = Number.POSITIVE_INFINITY;
    const [from, to] = NEAR;
    const near = this.#perSecond > from * this.#ceiling && this.#perSecond < to * this.#ceiling;
    this.#perSecond *= near ? GROWTH_NEAR_CEILING : GROWTH;
    if (this.#perSecond > UNUSED * rate) this.#perSecond = Number.POSITIVE_INFINITY;
  }
}
