import { Readable } from 'node:stream';
import { codeOf, FatalError } from '../item.ts';
import { deliver } from './deliver.ts';
import { print } from './standard-output.ts';
import type { Request } from './stdio.ts';

type Result = { path: string; text: string } | { path: string; error: unknown };

/**
 * Does the same work for every file of the command line, several at once, and prints the results in the order of the
 * files. A file that fails is told on stderr and harms no other. @returns the exit status
 */
export async function overFiles(
  request: Request,
  concurrency: number,
  work: (path: string, signal: AbortSignal) => Promise<string>,
): Promise<number> {
  const { operands, config, stdout, stderr } = request;
  const interrupt = new AbortController();
  request.onSignal(() => interrupt.abort());
  const kept: string[] = [];
  let failed = 0;
  const results = Readable.from(operands).map((path: string) => attempt(path, interrupt.signal, work), { concurrency });
  for await (const result of results) {
    if ('error' in result) {
      failed += 1;
      if (result.error instanceof FatalError) throw result.error;
      stderr.write(`${result.path}: ${tell(result.error)}\n`);
    } else if (config.output) kept.push(ended(result.text));
    else await print(stdout, ended(result.text));
  }
  if (config.output) await deliver(request, kept.join(''));
  return failed > 0 ? 1 : 0;
}

async function attempt(
  path: string,
  signal: AbortSignal,
  work: (path: string, signal: AbortSignal) => Promise<string>,
): Promise<Result> {
  try {
    return { path, text: await work(path, signal) };
  } catch (error) {
    return { path, error };
  }
}

const tell = (error: unknown): string => `${codeOf(error)}: ${error instanceof Error ? error.message : String(error)}`;

const ended = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
