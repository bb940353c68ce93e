import { Piscina } from 'piscina';
import { RowError } from '../item.ts';
import type { JobName, JobReply, JobRequest, Jobs } from './worker.ts';

type Result<Name extends JobName> = Awaited<ReturnType<Jobs[Name]>>;

/** The worker threads of a run. */
export interface Threads extends AsyncDisposable {
  readonly count: number;
  /**
   * Runs a job in a free thread. An abort kills the thread at work; the pool replaces it.
   * @throws RowError as the job threw it; `out-of-memory` when the job outgrew its thread
   */
  run<Name extends JobName>(name: Name, args: Parameters<Jobs[Name]>, signal: AbortSignal): Promise<Result<Name>>;
}

/** Megabytes of JavaScript heap a thread may have; pixels and WebAssembly memory lie outside it. */
const HEAP_MEGABYTES = 512;

export function openThreads(count: number): Threads {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const pool = new Piscina({
    filename: new URL(`./worker.${extension}`, import.meta.url).href,
    minThreads: 0,
    maxThreads: count,
    idleTimeout: Number.POSITIVE_INFINITY,
    concurrentTasksPerWorker: 1,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
  });
  // A thread that was killed at work may still report: without a listener that would end the process.
  pool.on('error', () => {});
  return {
    count,
    run<Name extends JobName>(name: Name, args: Parameters<Jobs[Name]>, signal: AbortSignal): Promise<Result<Name>> {
      const request: JobRequest<Name> = { name, args };
      return pool.run(request, { signal }).then((reply: JobReply<Result<Name>>) => unwrap(reply), rethrow);
    },
    async [Symbol.asyncDispose]() {
      await pool.destroy();
    },
  };
}

function unwrap<Value>(reply: JobReply<Value>): Value {
  if (reply.ok) return reply.value;
  throw Object.assign(new RowError(reply.code, reply.message), { stack: reply.stack });
}

function rethrow(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    throw new RowError('out-of-memory', `More than ${HEAP_MEGABYTES} MB were needed`, { cause: error });
  }
  throw error;
}
