/**
 * The typed chain: neighbours whose types do not fit do not compile, and one call owns all streams, so that whatever
 * ends the run (the end, an error, an abort) ends every stage of it.
 */
import { Duplex, type Readable, type Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

declare const passes: unique symbol;

/** A stream that takes `In` and gives `Out`; the mark exists for the compiler only. */
export interface Step<In, Out> extends Transform {
  readonly [passes]?: (value: In) => Out;
}

export class Flow<First, Last> {
  readonly #steps: readonly Transform[];

  private constructor(steps: readonly Transform[]) {
    this.#steps = steps;
  }

  static from<In, Out>(step: Step<In, Out>): Flow<In, Out> {
    return new Flow<In, Out>([step]);
  }

  to<Next>(step: Step<Last, Next>): Flow<First, Next> {
    return new Flow<First, Next>([...this.#steps, step]);
  }

  /** Pumps `input` through all steps into `output`; settles when everything has ended and is closed. */
  async run(input: Readable, output: Writable, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
    await pipeline([input, ...this.#steps, output], signal ? { signal } : {});
  }

  /** The whole chain as one stream: write `First` into it, read `Last` out of it. */
  stream(): Duplex {
    const [head] = this.#steps;
    const tail = this.#steps.at(-1);
    if (!head || !tail) throw new Error('A flow has at least one step');
    // The error reaches the reader through the tail; here it only must not be unhandled.
    if (head !== tail) pipeline([...this.#steps]).catch((error) => tail.destroy(error));
    return Duplex.from({ writable: head, readable: tail });
  }
}
