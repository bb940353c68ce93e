/** At most so many requests to one host at a time, with a pause between their starts, and none while it asks to wait. */
import { setTimeout as sleep } from 'node:timers/promises';
import { WaitQueue } from '../../lib/wait-queue.ts';

export interface Manners {
  /** Requests to one host at a time. */
  readonly perHost: number;
  /** Milliseconds between the starts of two requests to one host. */
  readonly pauseMs: number;
}

export class HostQueue {
  readonly #hosts = new Map<string, Host>();
  readonly #manners: Manners;
  /** Hosts that want slower asking than others: arXiv's API allows one request in three seconds. */
  readonly #special: ReadonlyMap<string, Manners>;

  constructor(manners: Manners, special: ReadonlyMap<string, Manners> = new Map()) {
    this.#manners = manners;
    this.#special = special;
  }

  /** Runs when its host may be asked. @throws the signal's reason while it waits */
  async ask<T>(host: string, signal: AbortSignal, request: () => Promise<T>): Promise<T> {
    const known = this.#hosts.get(host) ?? new Host(this.#special.get(host) ?? this.#manners);
    this.#hosts.set(host, known);
    return await known.ask(signal, request);
  }

  /** Nobody asks the host for so many milliseconds. */
  rest(host: string, milliseconds: number): void {
    this.#hosts.get(host)?.rest(milliseconds);
  }
}

class Host {
  readonly #queue = new WaitQueue<void>();
  readonly #manners: Manners;
  #asking = 0;
  /** When the next request may start, as `performance.now` counts. */
  #next = 0;

  constructor(manners: Manners) {
    this.#manners = manners;
  }

  rest(milliseconds: number): void {
    this.#next = Math.max(this.#next, performance.now() + milliseconds);
  }

  async ask<T>(signal: AbortSignal, request: () => Promise<T>): Promise<T> {
    if (this.#asking >= this.#manners.perHost) await this.#queue.join(signal);
    this.#asking += 1;
    try {
      await this.#turn(signal);
      return await request();
    } finally {
      this.#asking -= 1;
      this.#queue.admit();
    }
  }

  /** Waits until the pause is over, however often it is made longer meanwhile. */
  async #turn(signal: AbortSignal): Promise<void> {
    for (let wait = this.#next - performance.now(); wait > 0; wait = this.#next - performance.now())
      await sleep(wait, null, { signal });
    this.#next = performance.now() + this.#manners.pauseMs;
  }
}
