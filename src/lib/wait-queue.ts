/** Callers that wait for their turn, first come, first served; an abort takes a caller out of the queue. */
export class WaitQueue<Turn> {
  readonly #callers: ((turn: Turn) => void)[] = [];

  get length(): number {
    return this.#callers.length;
  }

  /** Resolves with the turn the caller is given. @throws the signal's reason */
  async join(signal: AbortSignal): Promise<Turn> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<Turn>();
    const abort = () => {
      this.#callers.splice(this.#callers.indexOf(take), 1);
      reject(signal.reason);
    };
    const take = (turn: Turn) => {
      signal.removeEventListener('abort', abort);
      resolve(turn);
    };
    signal.addEventListener('abort', abort, { once: true });
    this.#callers.push(take);
    return promise;
  }

  /** Lets the first in the queue go on. */
  admit(turn: Turn): void {
    this.#callers.shift()?.(turn);
  }
}
