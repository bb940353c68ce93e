/** Keeps secrets out of messages, whatever a server echoes. */

export const redact = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((clean, secret) => (secret === '' ? clean : clean.replaceAll(secret, '[secret]')), text);

/** The cause itself, or a copy without the secret where a server echoed it. */
export function redacted(thrown: unknown, secrets: readonly string[]): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const clean = redact(thrown.message, secrets);
  return clean === thrown.message ? thrown : new Error(clean);
}

/** The innermost reason: `connect ECONNREFUSED 127.0.0.1:1`. */
export function causeOf(error: Error, secrets: readonly string[] = []): string {
  let innermost = error;
  for (let depth = 0; depth < 5 && innermost.cause instanceof Error; depth++) innermost = innermost.cause;
  return redact(innermost.message, secrets);
}
