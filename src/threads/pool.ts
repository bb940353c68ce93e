import { Piscina } from 'piscina';
import { RowError } from '../item.ts';
import { type JobReply, type JobRequest, unwrap } from './answer.ts';
import type { JobArgs, JobName, JobResults } from './jobs.ts';

/** The worker threads of a run. */
export interface Threads extends AsyncDisposable {
  readonly count: number;
  /**
   * Runs a job in a free thread. An abort kills the thread at work; the pool replaces it.
   * @throws RowError as the job threw it; `out-of-memory` when the job outgrew its thread
   */
  run<Name extends JobName>(name: Name, args: JobArgs[Name], signal: AbortSignal): Promise<JobResults[Name]>;
}

/** Megabytes of JavaScript heap a thread may have; pixels and WebAssembly memory lie outside it. */
const HEAP_MEGABYTES = 512;
/** Megabytes for its newest objects: V8's own choice is up to 100 MB more resident and no faster (test/bench/RESULTS.md). */
const YOUNG_MEGABYTES = 24;

const WORKER = new URL(`./worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/** @param worker a thread's entry; another than this program's own answers the same requests (see test/bench) */
export function openThreads(count: number, worker: URL = WORKER): Threads {
  const pool = new Piscina({
    filename: worker.href,
    minThreads: 0,
    maxThreads: count,
    idleTimeout: Number.POSITIVE_INFINITY,
    concurrentTasksPerWorker: 1,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES, maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
  // A thread that was killed at work may still report: without a listener that would end the process.
  pool.on('error', () => {});
  return {
    count,
    run<Name extends JobName>(name: Name, args: JobArgs[Name], signal: AbortSignal): Promise<JobResults[Name]> {
      const request: JobRequest<Name> = { name, args };
      return pool.run(request, { signal }).then((reply: JobReply<Name>) => unwrap(reply), rethrow);
    },
    async [Symbol.asyncDispose]() {
      await pool.destroy();
    },
  };
}

function rethrow(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    throw new RowError('out-of-memory', `More than ${HEAP_MEGABYTES} MB were needed`, { cause: error });
  }
  throw error;
}
