/** argv in, exit status out; whatever goes wrong is explained here. Nothing is loaded that the version alone does not need. */

import { readFileSync } from 'node:fs';
import { isReaderGone } from '../flow/flow.ts';
import { printable, printableLines } from '../lib/printable.ts';
import { FatalError, RowError } from '../model/item.ts';
import { UsageError } from '../model/usage-error.ts';
import { print } from '../terminal/standard-output.ts';
import type { Stdio } from '../terminal/stdio.ts';

const VERSION_FLAGS = ['-V', '--version'];

/** @returns the exit status: 0 all done, 1 some rows failed, 2 could not run */
export async function main(argv: readonly string[], stdio: Stdio): Promise<number> {
  try {
    const version = ownVersion();
    if (VERSION_FLAGS.includes(argv[0] ?? '')) {
      await print(stdio.stdout, `${version}\n`);
      return 0;
    }
    const { obey } = await import('./verbs.ts');
    return await obey(argv, stdio, version);
  } catch (error) {
    if (isReaderGone(error)) return 0;
    stdio.stderr.write(`poster-stream: ${explain(error)}\n`);
    return 2;
  }
}

/** One line for what the program foresaw; the whole trace for what it did not. */
function explain(error: unknown): string {
  // What ended the run is told, not what else failed while it was cleared up.
  if (error instanceof Error && 'suppressed' in error) return explain(error.suppressed);
  const foreseen = error instanceof UsageError || error instanceof FatalError || error instanceof RowError;
  if (foreseen) return [error.message, ...('hints' in error ? error.hints : [])].map(printable).join('\n');
  return printableLines(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** The package file lies two floors up from the sources and three from what was built. */
function ownVersion(): string {
  const up = import.meta.url.endsWith('.ts') ? '../../' : '../../../';
  return JSON.parse(readFileSync(new URL(`${up}package.json`, import.meta.url), 'utf8')).version;
}
