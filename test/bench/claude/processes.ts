/** Server and client of the benchmarks, each in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { INTERPRETER } from '../interpreter.ts';
import type { RunFigures } from './run.ts';
import type { LoggedExchange } from './serve.ts';

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export interface ServerProcess extends Disposable {
  readonly url: string;
  exchanges(): Promise<LoggedExchange[]>;
  /** Ends it. @returns the CPU seconds that it used */
  end(): Promise<number>;
}

export async function startServer(options: { log: string; latencyMs: number }): Promise<ServerProcess> {
  const child = spawn(process.execPath, [script('serve.ts'), JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface(child.stdout);
  const nextLine = async (): Promise<string | undefined> => (await once(lines, 'line'))[0];
  const url = await nextLine();
  if (url === undefined) throw new Error('The server said no address.');
  return {
    url,
    exchanges: async () => (existsSync(options.log) ? parseLines(await readFile(options.log, 'utf8')) : []),
    end: () => {
      child.kill();
      return nextLine().then(Number);
    },
    [Symbol.dispose]: () => void child.kill(),
  };
}

const parseLines = (lines: string): LoggedExchange[] =>
  lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

export interface RunOptions {
  rows: string;
  output: string;
  baseUrl: string;
  cacheDir: string;
  concurrency: number;
  unordered?: boolean;
}

export function startRun(options: RunOptions): ChildProcess & { stdout: NodeJS.ReadableStream } {
  return spawn('/usr/bin/env', [...INTERPRETER, script('run.ts'), JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

export async function runBench(options: RunOptions): Promise<RunFigures> {
  const child = startRun(options);
  const said = await text(child.stdout);
  if (said === '') throw new Error('The run ended without figures.');
  return JSON.parse(said);
}
