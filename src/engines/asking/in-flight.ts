/** Work that is paid for as soon as it is sent: a row may stop waiting for it, but it is finished all the same. */
import { untilAborted } from '../../lib/until-aborted.ts';

export class InFlight {
  readonly #going = new Set<Promise<unknown>>();

  /** Settles with the work, or rejects with the signal's reason as soon as it aborts. */
  follow<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
    this.#going.add(work);
    const forget = () => this.#going.delete(work);
    work.then(forget, forget);
    return untilAborted(work, signal);
  }

  /** Waits this long for all work in flight; `giveUp` then ends what is left. */
  async finish(ms: number, giveUp: () => void): Promise<void> {
    const overdue = setTimeout(giveUp, ms);
    await Promise.allSettled(this.#going);
    clearTimeout(overdue);
  }
}
