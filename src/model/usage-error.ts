/** What was asked cannot be done as it was asked: a wrong option, a missing key, an unreadable file. Exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
