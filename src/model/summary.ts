/** What a run came to: counts, failures by code, tokens, dollars, bytes, time. */
import type { Failure, FailureCode } from './item.ts';
import type { Usage } from './schemas.ts';

/** No tokens. */
export const NOTHING: Usage = {
  input_tokens: 0,
  output_tokens: 0,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
};

export const addUsage = (a: Usage, b: Usage): Usage => ({
  input_tokens: a.input_tokens + b.input_tokens,
  output_tokens: a.output_tokens + b.output_tokens,
  cache_creation_input_tokens: a.cache_creation_input_tokens + b.cache_creation_input_tokens,
  cache_read_input_tokens: a.cache_read_input_tokens + b.cache_read_input_tokens,
});

/** Batches of a run that asks by batches. */
export interface BatchCounts {
  /** Rows of this pass whose paper was read. */
  read: number;
  submitted: number;
  /** Of those: all their results are here. */
  ended: number;
  /** Requests of those that were submitted. */
  requests: number;
  /** Requests of those that ended. */
  answered: number;
}

export class Summary {
  done = 0;
  /** Of `done`: taken from the output directory. */
  recalled = 0;
  failed = 0;
  bytes = 0;
  /** Papers cut to fit `--max-input-tokens`. */
  cut = 0;
  /** Examples below `--min-grounding` or `--require-figures`. */
  leftOut = 0;
  /** Examples that `--dedupe` dropped. */
  nearDuplicates = 0;
  /** Rows of papers that `--exclude` names. */
  excluded = 0;
  /** Posters whose pictures `--dedupe` could not look at. */
  notCompared = 0;
  /** Copies that shaping added. */
  copies = 0;
  usage: Usage = NOTHING;
  /** `null` once a model without a known price has answered. */
  costUsd: number | null = 0;
  /** Rows to do, when that is known. */
  expected: number | null = null;
  /** Where phases run one after the other: the one at work, and how many rows it is through with. */
  phase: { name: string; rows: number } | null = null;
  /** Why the run ended before its input did. */
  endedEarly: string | null = null;
  /** `null` where answers are not asked for by batches. */
  batches: BatchCounts | null = null;
  /** How to go on, where that takes more than the same command. */
  goOn: string | null = null;
  readonly failures = new Map<FailureCode, number>();
  readonly #started = performance.now();

  addFailure({ code }: Failure): void {
    this.failed += 1;
    this.failures.set(code, (this.failures.get(code) ?? 0) + 1);
  }

  /** @param costUsd of one answer; `null` when the model has no known price */
  addUsage(usage: Usage, costUsd: number | null): void {
    this.usage = addUsage(this.usage, usage);
    this.costUsd = this.costUsd === null || costUsd === null ? null : this.costUsd + costUsd;
  }

  /** Whether nothing came of it: there is nothing to sum up. */
  get isEmpty(): boolean {
    return this.done + this.failed === 0 && this.usage === NOTHING && this.goOn === null;
  }

  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /** As `--json-summary` writes it. */
  toJSON() {
    const ended = this.done + this.failed;
    return {
      done: this.done,
      recalled: this.recalled,
      failed: this.failed,
      failures: Object.fromEntries(this.failures),
      success_rate: ended === 0 ? null : this.done / ended,
      cut: this.cut,
      left_out: this.leftOut,
      near_duplicates: this.nearDuplicates,
      not_compared: this.notCompared,
      copies: this.copies,
      usage: this.usage,
      cost_usd: this.costUsd,
      batches: this.batches,
      bytes_written: this.bytes,
      seconds: this.seconds,
      ended_early: this.endedEarly,
    };
  }
}
