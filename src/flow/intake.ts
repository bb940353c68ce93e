import { Readable } from 'node:stream';
import { SkipRow } from '../model/item.ts';

/**
 * The tap of a pass: how far the input may run ahead of the output, and how reading ends early (a limit reached, an
 * interrupt) while what is in flight is finished.
 */
export class Intake {
  readonly #window: number;
  readonly #closing = Promise.withResolvers<void>();
  #released = 0;
  #closed = false;
  readonly #interruption = new AbortController();
  #spent = false;
  #waiting: (() => void) | null = null;

  /** @param window rows that may be between intake and output, so that order can be restored in that much memory. */
  constructor(window: number) {
    this.#window = window;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Lets no further row in. */
  close(): void {
    this.#closed = true;
    this.#closing.resolve();
    this.#waiting?.();
  }

  /** Whether only what is already paid for is still finished. */
  get interrupted(): boolean {
    return this.#interruption.signal.aborted;
  }

  /** Aborts with a SkipRow when the intake is interrupted: for whoever waits, or has not asked yet. */
  get interruption(): AbortSignal {
    return this.#interruption.signal;
  }

  /** Closes, and lets no row start anything that costs. */
  interrupt(): void {
    this.#interruption.abort(new SkipRow());
    this.close();
  }

  /** Whether nothing that costs may be started any more, although rows are still read and reported. */
  get spent(): boolean {
    return this.#spent;
  }

  /** Says that the budget is used up. */
  exhaust(): void {
    this.#spent = true;
  }

  /** Resolves when `row` (from 1) fits into the window. */
  admit(row: number): void | Promise<void> {
    if (this.#fits(row) || this.#closed) return;
    return new Promise((resolve) => {
      this.#waiting = () => {
        if (!this.#fits(row) && !this.#closed) return;
        this.#waiting = null;
        resolve();
      };
    });
  }

  /** Says that `row` has left the chain, and all before it. */
  release(row: number): void {
    this.#released = row;
    this.#waiting?.();
  }

  /** `input`, until it ends or the intake is closed, whichever comes first. A silent input holds nothing up. */
  readable(input: Readable): Readable {
    const tap = new Readable({
      read: () => input.resume(),
      destroy: (error, callback) => {
        input.destroy();
        callback(error);
      },
    });
    const end = () => {
      input.pause().off('data', pass);
      if (!tap.readableEnded && !tap.destroyed) tap.push(null);
    };
    const pass = (chunk: unknown) => {
      if (!tap.push(chunk)) input.pause();
    };
    input.on('data', pass).once('error', (error) => tap.destroy(error));
    input.once('close', () => {
      if (!input.readableEnded) tap.destroy(new Error('The input was closed before its end'));
    });
    // The first of the two ends the tap.
    const ended = new Promise<void>((resolve) => input.once('end', resolve));
    Promise.race([ended, this.#closing.promise]).then(end);
    return tap;
  }

  #fits(row: number): boolean {
    return row - this.#released <= this.#window;
  }
}
