import { readFileSync } from 'node:fs';
import { FILE_THREADS } from '../../src/terminal/file-threads.ts';

/** What `/usr/bin/env` starts the program with, as the first lines of the command line say: `VARIABLE=… node --flag …`. */
const [firstLine = ''] = readFileSync(new URL('../../src/cli.ts', import.meta.url), 'utf8').split('\n', 1);
export const INTERPRETER: readonly string[] = [`UV_THREADPOOL_SIZE=${FILE_THREADS}`, ...firstLine.split(' ').slice(2)];
