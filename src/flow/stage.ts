/**
 * One bounded stage of the chain: up to `concurrency` items at work, results passed on as they finish, in any order.
 *
 * Backpressure: a Transform asks for its next chunk as soon as `_transform`'s callback is called, whatever its reader
 * does. So the callback is kept until a slot is free, and a slot is free only when its result was pushed *and*
 * accepted by the reader. A chain nobody reads therefore pulls about one item a stage, not the whole input.
 */
import { Transform, type TransformCallback } from 'node:stream';
import { FatalError, failedItem, type Item, RowError } from '../model/item.ts';

declare const passes: unique symbol;

/** A stream that takes `In` and gives `Out`; the mark exists for the compiler only. */
export interface Stage<In, Out> extends Transform {
  readonly [passes]?: (value: In) => Out;
}

/** @throws RowError to fail its row, SkipRow to leave it out, FatalError to end the run. */
export type Work<In, Out> = (value: In, signal: AbortSignal) => Out | Promise<Out>;

export interface StageOptions {
  /** As failures name it: `parse-paper`. */
  name: string;
  /** Items at work at once; 1 by default. */
  concurrency?: number;
  /** Milliseconds an item may take; its signal is aborted then and the row fails with `timeout`. None by default. */
  timeoutMs?: number;
}

/** Milliseconds; Node fires a longer timer at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;

/** `Item<In> → Item<Out>`; failed rows pass untouched. */
export function stage<In, Out>(options: StageOptions, work: Work<In, Out>): Stage<Item<In>, Item<Out>> {
  return new BoundedStage(options, work);
}

class BoundedStage<In, Out> extends Transform {
  readonly #name: string;
  readonly #concurrency: number;
  readonly #timeoutMs: number | null;
  readonly #work: Work<In, Out>;
  /** One for each item at work. */
  readonly #aborts = new Set<AbortController>();
  #working = 0;
  /** Results waiting for the reader. */
  readonly #done: Item<Out>[] = [];
  #readerAccepts = true;
  /** The held callback of `_transform`, or of `_flush`. */
  #askForMore: TransformCallback | null = null;
  #flushed: TransformCallback | null = null;

  constructor({ name, concurrency = 1, timeoutMs }: StageOptions, work: Work<In, Out>) {
    super({ objectMode: true, highWaterMark: 1 });
    this.#name = name;
    this.#concurrency = concurrency;
    this.#timeoutMs = timeoutMs === undefined ? null : Math.min(timeoutMs, LONGEST_TIMER);
    this.#work = work;
  }

  override _transform(item: Item<In>, _encoding: BufferEncoding, callback: TransformCallback): void {
    this.#askForMore = callback;
    this.#working += 1;
    if (item.ok) this.#start(item);
    else this.#settle(item);
    this.#release();
  }

  override _read(size: number): void {
    this.#readerAccepts = true;
    this.#deliver();
    super._read(size);
  }

  override _flush(callback: TransformCallback): void {
    this.#flushed = callback;
    this.#release();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    for (const abort of this.#aborts) abort.abort(error ?? new Error(`${this.#name} was closed`));
    super._destroy(error, callback);
  }

  #start(item: Item<In> & { ok: true }): void {
    const abort = new AbortController();
    this.#aborts.add(abort);
    const settle = (value: Out) => this.#finish(abort, { ...item, value });
    const fail = (thrown: unknown) => this.#fail(abort, item, thrown);
    try {
      const result = this.#timeoutMs === null ? this.#work(item.value, abort.signal) : this.#timed(item.value, abort);
      if (result instanceof Promise) result.then(settle, fail);
      else settle(result);
    } catch (thrown) {
      fail(thrown);
    }
  }

  /** Runs the work against the clock. The race frees the slot even when the work does not heed its signal. */
  async #timed(value: In, abort: AbortController): Promise<Out> {
    const late = Promise.withResolvers<never>();
    const seconds = (this.#timeoutMs ?? 0) / 1000;
    const timer = setTimeout(() => {
      const error = new RowError('timeout', `${this.#name} took longer than ${seconds} s`);
      late.reject(error);
      abort.abort(error);
    }, this.#timeoutMs ?? 0);
    try {
      return await Promise.race([this.#work(value, abort.signal), late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  #fail(abort: AbortController, item: Item<In>, thrown: unknown): void {
    if (this.destroyed) return;
    if (thrown instanceof FatalError) this.destroy(thrown);
    else this.#finish(abort, failedItem(item, this.#name, thrown));
  }

  #finish(abort: AbortController, item: Item<Out>): void {
    this.#aborts.delete(abort);
    this.#settle(item);
  }

  #settle(item: Item<Out>): void {
    if (this.destroyed) return;
    this.#working -= 1;
    this.#done.push(item);
    this.#deliver();
  }

  #deliver(): void {
    while (this.#readerAccepts) {
      const item = this.#done.shift();
      if (!item) break;
      this.#readerAccepts = this.push(item);
    }
    this.#release();
  }

  /** Asks for the next item, or ends, as soon as the slots allow it. */
  #release(): void {
    const waitingForReader = this.#readerAccepts ? 0 : 1;
    const taken = this.#working + this.#done.length;
    if (this.#askForMore && taken + waitingForReader < this.#concurrency) {
      const askForMore = this.#askForMore;
      this.#askForMore = null;
      askForMore();
    }
    if (this.#flushed && taken === 0) {
      const flushed = this.#flushed;
      this.#flushed = null;
      flushed();
    }
  }
}
