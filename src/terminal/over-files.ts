import { Readable } from 'node:stream';
import { printable } from '../lib/printable.ts';
import { codeOf, FatalError } from '../model/item.ts';
import { openResult } from './open-result.ts';
import type { Request } from './stdio.ts';

type Made = { path: string; text: string } | { path: string; error: unknown };

/**
 * Does the same work for every file of the command line, several at once, and writes the results in the order of the
 * files. A file that fails is told on stderr and harms no other.
 *
 * @returns the exit status
 * @throws FatalError when the work does, and after an interrupt
 */
export async function overFiles(
  request: Request,
  concurrency: number,
  work: (path: string, signal: AbortSignal) => Promise<string>,
): Promise<number> {
  const { operands, stderr } = request;
  const interrupt = new AbortController();
  request.onSignal(() => interrupt.abort());
  await using result = await openResult(request);
  let failed = 0;
  const attempts = Readable.from(operands).map((path: string) => attempt(path, interrupt.signal, work), {
    concurrency,
  });
  for await (const made of attempts) {
    if ('text' in made) await result.write(ended(made.text));
    else if (made.error instanceof FatalError) throw made.error;
    else if (interrupt.signal.aborted) throw new FatalError('Interrupted', { cause: made.error });
    else {
      failed += 1;
      stderr.write(`${printable(`${made.path}: ${tell(made.error)}`)}\n`);
    }
  }
  await result.finish();
  return failed > 0 ? 1 : 0;
}

async function attempt(
  path: string,
  signal: AbortSignal,
  work: (path: string, signal: AbortSignal) => Promise<string>,
): Promise<Made> {
  try {
    return { path, text: await work(path, signal) };
  } catch (error) {
    return { path, error };
  }
}

const tell = (error: unknown): string => `${codeOf(error)}: ${error instanceof Error ? error.message : String(error)}`;

const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
