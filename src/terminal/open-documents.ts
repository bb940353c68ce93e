import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openScratch } from '../files/scratch.ts';
import { DisposalStack } from '../lib/disposal-stack.ts';
import type { Request } from './stdio.ts';

/** The documents of the command line as files that can be read from anywhere. */
export interface Documents extends AsyncDisposable {
  /** Where the document lies that the command line calls so. */
  fileOf(operand: string): string;
}

/** What `-` names, the standard input, is put into a file first, which lasts until this is disposed of. */
export async function openDocuments({ operands, stdin }: Pick<Request, 'operands' | 'stdin'>): Promise<Documents> {
  await using opened = new DisposalStack();
  let piped = '-';
  if (operands.includes('-')) {
    const scratch = opened.use(await openScratch());
    piped = join(await scratch.make('document'), 'stdin');
    await pipeline(stdin, createWriteStream(piped));
  }
  const owned = opened.move();
  return {
    fileOf: (operand) => (operand === '-' ? piped : operand),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
