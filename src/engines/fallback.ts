/** A free engine reads every poster; another one reads those that the first could not read well. */

import { WaitQueue } from '../lib/wait-queue.ts';
import { codeOf, FatalError, RowError, SkipRow } from '../model/item.ts';
import type { Transcription } from '../model/schemas.ts';
import type { Engine, Estimate, PosterSource } from './engine.ts';

/**
 * Closes both engines.
 * @param minConfidence 0 to 1: posters read with less go to the second engine, whose failures are then the poster's.
 */
export function withFallback(first: Engine, second: Engine, minConfidence: number): Engine {
  return new EngineWithFallback(first, second, minConfidence);
}

class EngineWithFallback implements Engine {
  readonly name: string;
  readonly model: string | null;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly #first: Engine;
  readonly #second: Engine;
  readonly #minConfidence: number;
  readonly #queue = new WaitQueue<void>();
  #reading = 0;

  constructor(first: Engine, second: Engine, minConfidence: number) {
    this.#first = first;
    this.#second = second;
    this.#minConfidence = minConfidence;
    this.name = first.name;
    this.model = second.model;
    // Posters waiting for an answer do not keep this machine from reading the next one.
    this.concurrency = first.concurrency + second.concurrency;
    this.timeoutMs = this.concurrency * first.timeoutMs + second.timeoutMs;
  }

  async transcribe(poster: PosterSource, signal: AbortSignal, interruption?: AbortSignal): Promise<Transcription> {
    const own = await this.#readFirst(poster, signal);
    const confidence = Number(own.metadata.confidence);
    if (confidence >= this.#minConfidence) return own;
    try {
      const { metadata, ...seen } = await this.#second.transcribe(poster, signal, interruption);
      return { ...seen, metadata: { ...metadata, local_confidence: confidence } };
    } catch (thrown) {
      if (signal.aborted || thrown instanceof FatalError || thrown instanceof SkipRow) throw thrown;
      const why = thrown instanceof Error ? thrown.message : String(thrown);
      const told = `Read with a confidence of ${confidence}, below ${this.#minConfidence}, and ${this.#second.name} failed: ${why}`;
      throw new RowError(codeOf(thrown), told, { cause: thrown });
    }
  }

  /** As if the second engine were asked: how well a poster can be read is not known beforehand. */
  estimate(poster: PosterSource): Promise<Estimate> {
    return this.#second.estimate(poster);
  }

  /** At most as many at once as the first engine takes. */
  async #readFirst(poster: PosterSource, signal: AbortSignal): Promise<Transcription> {
    if (this.#reading === this.#first.concurrency) await this.#queue.join(signal);
    else this.#reading++;
    try {
      return await this.#first.transcribe(poster, signal);
    } finally {
      if (this.#queue.length > 0) this.#queue.admit();
      else this.#reading--;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#first[Symbol.asyncDispose](), this.#second[Symbol.asyncDispose]()]);
  }
}
