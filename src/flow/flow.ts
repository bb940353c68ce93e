/**
 * The typed chain: neighbours whose types do not fit do not compile, and one call owns all streams, so that whatever
 * ends the run (the end, an error, an abort, a reader who leaves) ends every stage of it.
 */
import type { Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isCoded } from '../lib/is-coded.ts';
import type { Stage } from './stage.ts';

export class Flow<First, Last> {
  readonly #stages: readonly Transform[];

  private constructor(stages: readonly Transform[]) {
    this.#stages = stages;
  }

  static from<In, Out>(stage: Stage<In, Out>): Flow<In, Out> {
    return new Flow<In, Out>([stage]);
  }

  to<Next>(stage: Stage<Last, Next>): Flow<First, Next> {
    return new Flow<First, Next>([...this.#stages, stage]);
  }

  /** Pumps `input` through all stages into `output`; settles when everything has ended and is closed. */
  async run(input: Readable, output: Writable, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
    await pipeline([input, ...this.#stages, output], signal ? { signal } : {});
  }

  /** What `input` becomes, value by value. Leaving the loop early ends the chain. */
  async *over(input: Readable): AsyncGenerator<Last> {
    const last: Transform | undefined = this.#stages.at(-1);
    if (!last) return;
    const ended = pipeline([input, ...this.#stages]);
    // Errors reach the loop through the last stage; awaited below only if it ended well.
    ended.catch(() => {});
    for await (const value of last) yield value;
    await ended;
  }
}

/** The reader has seen enough (`| head`): that is no error. */
export const isReaderGone = (error: unknown): boolean => isCoded(error, 'EPIPE');

export function unlessReaderLeft(error: unknown): void {
  if (!isReaderGone(error)) throw error;
}
