import { isCoded } from '../lib/is-coded.ts';
import { WaitQueue } from '../lib/wait-queue.ts';
import { RowError } from '../model/item.ts';
import { type JobRequest, unwrap } from './answer.ts';
import type { JobArgs, JobName, JobResults } from './jobs.ts';
import { HEAP_MEGABYTES, Thread } from './thread.ts';

/** The worker threads of a run. */
export interface Threads extends AsyncDisposable {
  readonly count: number;
  /**
   * Runs a job in a free thread. An abort kills the thread at work; the pool replaces it.
   * @throws RowError as the job threw it; `out-of-memory` when the job outgrew its thread; the signal's reason
   */
  run<Name extends JobName>(name: Name, args: JobArgs[Name], signal: AbortSignal): Promise<JobResults[Name]>;
}

const WORKER = new URL(`./worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/** @param worker a thread's entry; another than this program's own answers the same requests (see test/bench) */
export function openThreads(count: number, worker: URL = WORKER): Threads {
  return new ThreadPool(count, worker);
}

class ThreadPool implements Threads {
  readonly count: number;
  readonly #threads: readonly Thread[];
  /** The one used last comes first, so that little work starts few threads. */
  readonly #free: Thread[];
  readonly #waiting = new WaitQueue<Thread>();

  constructor(count: number, worker: URL) {
    this.count = count;
    this.#threads = Array.from({ length: count }, () => new Thread(worker));
    this.#free = [...this.#threads];
  }

  async run<Name extends JobName>(name: Name, args: JobArgs[Name], signal: AbortSignal): Promise<JobResults[Name]> {
    const request: JobRequest<Name> = { name, args };
    signal.throwIfAborted();
    const thread = this.#free.pop() ?? (await this.#waiting.join(signal));
    try {
      return unwrap(await thread.run(request, signal).catch(rethrow));
    } finally {
      this.#release(thread);
    }
  }

  #release(thread: Thread): void {
    if (this.#waiting.length > 0) this.#waiting.admit(thread);
    else this.#free.push(thread);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread[Symbol.asyncDispose]()));
  }
}

function rethrow(error: unknown): never {
  if (isCoded(error, 'ERR_WORKER_OUT_OF_MEMORY')) {
    throw new RowError('out-of-memory', `More than ${HEAP_MEGABYTES} MB were needed`, { cause: error });
  }
  throw error;
}
