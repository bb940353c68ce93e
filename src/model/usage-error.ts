/** What was asked cannot be done as it was asked: a wrong option, a missing key, an unreadable file. Exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** Lines of their own below the message: what may be asked instead. */
  readonly hints: readonly string[];
  constructor(message: string, { hints = [], ...options }: ErrorOptions & { hints?: readonly string[] } = {}) {
    super(message, options);
    this.hints = hints;
  }
}
