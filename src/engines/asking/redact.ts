/** Keeps secrets out of messages, whatever a server echoes back. */
import { inspect } from 'node:util';

export const redact = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((clean, secret) => (secret === '' ? clean : clean.replaceAll(secret, '[secret]')), text);

/** The cause itself, or a copy of its message where a server's echo of a secret is anywhere in it. */
export function redacted(thrown: unknown, secrets: readonly string[]): unknown {
  const shown = inspect(thrown, { depth: Number.POSITIVE_INFINITY, maxStringLength: null, maxArrayLength: null });
  if (redact(shown, secrets) === shown) return thrown;
  return new Error(redact(thrown instanceof Error ? thrown.message : String(thrown), secrets));
}

/** The innermost reason: `connect ECONNREFUSED 127.0.0.1:1`. */
export function causeOf(error: Error, secrets: readonly string[] = []): string {
  let innermost = error;
  for (let depth = 0; depth < 5 && innermost.cause instanceof Error; depth++) innermost = innermost.cause;
  return redact(innermost.message, secrets);
}
