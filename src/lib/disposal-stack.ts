type Closable = AsyncDisposable | Disposable | null;

/**
 * What was opened together, to be closed in the opposite order; an `AsyncDisposableStack`, which Node 22 lacks, as far as
 * it is needed here.
 */
export class DisposalStack implements AsyncDisposable {
  #closes: (() => void | PromiseLike<void>)[] = [];

  /** Closes it with the others. */
  use<T extends Closable>(opened: T): T {
    return this.adopt(opened, close);
  }

  /** The same for what cannot close itself. */
  adopt<T>(opened: T, close: (opened: T) => void | PromiseLike<void>): T {
    this.#closes.push(() => close(opened));
    return opened;
  }

  /** Hands all of it over: this one then closes nothing. */
  move(): DisposalStack {
    const moved = new DisposalStack();
    [moved.#closes, this.#closes] = [this.#closes, []];
    return moved;
  }

  disposeAsync(): Promise<void> {
    return this[Symbol.asyncDispose]();
  }

  /** One that cannot be closed does not keep the others open. @throws its error, or an AggregateError of several */
  async [Symbol.asyncDispose](): Promise<void> {
    const errors: unknown[] = [];
    for (let last = this.#closes.pop(); last; last = this.#closes.pop()) {
      try {
        await last();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new AggregateError(errors, 'Several things could not be closed');
  }
}

function close(closable: Closable): void | PromiseLike<void> {
  if (closable === null) return;
  return Symbol.asyncDispose in closable ? closable[Symbol.asyncDispose]() : closable[Symbol.dispose]();
}
