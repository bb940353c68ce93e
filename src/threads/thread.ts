import { Piscina } from 'piscina';
import type { JobReply, JobRequest, ThreadReply } from './answer.ts';
import type { JobName } from './jobs.ts';

/** Megabytes of JavaScript heap a thread may have; pixels and WebAssembly memory lie outside it. */
export const HEAP_MEGABYTES = 512;
/** Megabytes for its newest objects: V8's own choice is up to 100 MB more resident and no faster (test/bench/RESULTS.md). */
const YOUNG_MEGABYTES = 24;
/**
 * Megabytes of heap beyond which a thread is not used again. V8 keeps what a heap once had: one page of 300,000 drawn
 * lines left 400 MB behind until the end of the run. Other papers leave 30 to 80.
 */
const KEPT_MEGABYTES = 128;

/** One worker thread, started with its first job and started anew after one that left it large or aborted. */
export class Thread implements AsyncDisposable {
  readonly #worker: URL;
  #pool: Piscina;

  constructor(worker: URL) {
    this.#worker = worker;
    this.#pool = openPool(worker);
  }

  async run<Name extends JobName>(request: JobRequest<Name>, signal: AbortSignal): Promise<JobReply<Name>> {
    const { reply, heapBytes }: ThreadReply<Name> = await this.#pool.run(request, { signal });
    if (heapBytes > KEPT_MEGABYTES * 2 ** 20) await this.#renew();
    return reply;
  }

  async #renew(): Promise<void> {
    const large = this.#pool;
    this.#pool = openPool(this.#worker);
    await large.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.destroy();
  }
}

function openPool(worker: URL): Piscina {
  const pool = new Piscina({
    filename: worker.href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: Number.POSITIVE_INFINITY,
    concurrentTasksPerWorker: 1,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES, maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
  // A thread that was killed at work may still report: without a listener that would end the process.
  pool.on('error', () => {});
  return pool;
}
