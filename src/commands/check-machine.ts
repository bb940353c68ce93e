import { availableParallelism, freemem, totalmem } from 'node:os';
import prettyBytes from 'pretty-bytes';
import { WORKER_BYTES } from '../config/flags/work.ts';
import { type Check, warning, well } from '../engines/check.ts';

export function checkMachine(threads: number): Check[] {
  return [checkRuntime(process.versions.node), checkMemory(threads, freemem())];
}

/** Odd majors are never supported for long. */
export function checkRuntime(version: string): Check {
  const major = Number.parseInt(version, 10);
  if (major % 2 === 0) return well('node', version);
  return warning(
    'node',
    `${version} is no long-term release`,
    'Use Node 24: npm i -g node@24, or your version manager.',
  );
}

/** @param free Bytes. */
export function checkMemory(threads: number, free: number): Check {
  const needed = threads * WORKER_BYTES;
  const found = `${prettyBytes(free)} free of ${prettyBytes(totalmem())}, ${threads} threads on ${availableParallelism()} cores`;
  if (free >= needed) return well('memory', found);
  const enough = Math.max(1, Math.floor(free / WORKER_BYTES));
  return warning(
    'memory',
    found,
    `Threads may need ${prettyBytes(WORKER_BYTES)} each: close programs, or --threads ${enough}.`,
  );
}
