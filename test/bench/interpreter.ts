import { readFileSync } from 'node:fs';

/** What `/usr/bin/env` starts the program with, as the first line of the command line says: `VARIABLE=… node --flag …`. */
const [firstLine = ''] = readFileSync(new URL('../../src/cli.ts', import.meta.url), 'utf8').split('\n', 1);
export const INTERPRETER: readonly string[] = firstLine.split(' ').slice(2);
