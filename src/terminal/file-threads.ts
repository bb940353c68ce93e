import { availableParallelism } from 'node:os';

/** What Node starts by itself. */
const USUAL = 4;

/**
 * Threads that Node is to use for files and pictures: no more than the machine has cores. Where there are more, each step
 * of a file wakes one that takes the core from the main thread, and they wait for each other's locks in the file system
 * (test/bench/claude.ts).
 */
export const FILE_THREADS = Math.min(USUAL, availableParallelism());

/** Only before the first file is read. `UV_THREADPOOL_SIZE` in the environment says otherwise. */
export function limitFileThreads(): void {
  process.env.UV_THREADPOOL_SIZE ??= String(FILE_THREADS);
}
