/** The dialect that servers are known to accept: a refusal changes it for the rest of the run. */
export class LearntDialect<Dialect> {
  #current: Dialect;
  #isSure: boolean;

  /** @param isSure Whether it is known to be accepted, rather than a first try. */
  constructor(first: Dialect, isSure = false) {
    this.#current = first;
    this.#isSure = isSure;
  }

  get current(): Dialect {
    return this.#current;
  }

  /** Whether anything has been answered in it. */
  get isSure(): boolean {
    return this.#isSure;
  }

  /**
   * Asks until the dialect is not refused.
   * @param adapt Gives the dialect to continue in; `null` if the error is not a refusal of this one.
   */
  async speak<T>(
    ask: (dialect: Dialect) => Promise<T>,
    adapt: (dialect: Dialect, thrown: unknown) => Dialect | null,
    first: Dialect = this.#current,
  ): Promise<T> {
    for (let dialect = first; ; dialect = this.#current) {
      try {
        const answer = await ask(dialect);
        if (dialect === this.#current) this.#isSure = true;
        return answer;
      } catch (thrown) {
        const adapted = adapt(dialect, thrown);
        if (adapted === null) throw thrown;
        // Another question may have learnt more in the meantime.
        if (dialect === this.#current) this.#current = adapted;
      }
    }
  }
}
