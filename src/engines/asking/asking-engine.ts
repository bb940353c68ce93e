/** An engine that asks a service about each poster, and keeps every answer. */
import { type AnswerCache, openAnswerCache } from '../../answers/answer-cache.ts';
import type { StoredAnswer } from '../../answers/stored-answer.ts';
import { KeyedLock } from '../../lib/keyed-lock.ts';
import { FatalError, SkipRow } from '../../model/item.ts';
import type { Transcription } from '../../model/schemas.ts';
import { NOTHING } from '../../model/summary.ts';
import type { PosterInput, RenderPdf } from '../../poster/picture/open-poster.ts';
import { Spending, type SpendingOptions } from '../cost/spending.ts';
import type { Engine, Estimate, PosterSource } from '../engine.ts';
import { type AcceptedAnswer, askUntilAccepted } from './ask-until-accepted.ts';
import { estimateAnswer, isAnswered } from './estimate-answer.ts';
import { InFlight } from './in-flight.ts';
import { LearntDialect } from './learnt-dialect.ts';
import type { AnswerForm } from './poster-prompt.ts';
import type { Service } from './service.ts';
import { writeTranscription } from './write-transcription.ts';

/** What every service is told about reading posters. */
export interface AskingOptions extends SpendingOptions {
  /** Longest answer, in tokens; doubled once for a poster whose answer is cut off. */
  maxTokens: number;
  /** Sent only to models that take it. */
  temperature: number;
  /** `auto`: by schema, until a server refuses it. */
  answerForm: AnswerForm | 'auto';
  /** Pixels of the picture's longer side; `null`: as much as the model sees. */
  longEdge: number | null;
  /** Most characters of the picture as base64 text. */
  maxImageBytes: number;
  /** Page of a PDF, from 1; `null`: the first that looks like a poster. */
  posterPage: number | null;
  /** Where answers are stored; `null` stores none. */
  cacheDir: string | null;
  renderPdf: RenderPdf;
}

/**
 * Posters taken on for each request in flight: the others are being prepared, or wait for another attempt. With as many
 * posters as requests, every pause would leave the server idle.
 */
const READ_AHEAD = 2;

export class AskingEngine<Dialect> implements Engine {
  readonly name: string;
  readonly model: string;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly #service: Service<Dialect>;
  readonly #dialect: LearntDialect<Dialect>;
  readonly #spending: Spending;
  readonly #cache: AnswerCache;
  /** Two callers with the same question: the second waits, and then finds the answer in the cache. */
  readonly #lock = new KeyedLock();
  readonly #inFlight = new InFlight();

  /** @throws FatalError for a limit in dollars where no price is known */
  constructor(service: Service<Dialect>, options: Pick<AskingOptions, 'cacheDir' | keyof SpendingOptions>) {
    this.name = service.name;
    this.model = service.model;
    this.concurrency = READ_AHEAD * service.places;
    this.timeoutMs = service.timeoutMs;
    this.#service = service;
    this.#dialect = new LearntDialect(service.dialects[0], service.dialects.length === 1);
    this.#spending = new Spending(options);
    this.#cache = openAnswerCache(options.cacheDir);
  }

  async transcribe(poster: PosterSource, signal: AbortSignal, interruption?: AbortSignal): Promise<Transcription> {
    signal.throwIfAborted();
    return this.#inFlight.follow(this.#transcribe(poster, signal, interruption), signal);
  }

  async estimate(poster: PosterSource): Promise<Estimate> {
    const input = await this.#service.see(poster, new AbortController().signal);
    const dialect = await this.#dialectFor(input);
    return estimateAnswer(this.#service, { input, dialect, cache: this.#cache, spending: this.#spending });
  }

  /** Calls in flight are paid for: they may finish into the cache, for as long as one attempt takes. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inFlight.finish(this.#service.attemptMs, () => this.#service.transport.close());
    await this.#cache[Symbol.asyncDispose]();
  }

  async #transcribe(poster: PosterSource, signal: AbortSignal, interruption?: AbortSignal): Promise<Transcription> {
    const input = await this.#service.see(poster, signal);
    const asking = interruption ? AbortSignal.any([signal, interruption]) : signal;
    const first = await this.#dialectFor(input);
    const answer = await this.#answerAbout(input, first, asking).catch((thrown) => this.#fail(thrown));
    const costUsd = this.#spending.dollars(answer.usage);
    return writeTranscription(poster, input.size, answer, { engine: this.name, costUsd });
  }

  #answerAbout(input: PosterInput, first: Dialect, signal: AbortSignal): Promise<AcceptedAnswer> {
    return this.#dialect.speak(
      (dialect) => this.#askIn(dialect, input, signal),
      (dialect, thrown) => this.#service.adapt(dialect, thrown),
      first,
    );
  }

  /** A poster answered in another dialect before need not be refused in the first one again. */
  async #dialectFor(input: PosterInput): Promise<Dialect> {
    const [_first, ...others] = this.#service.dialects;
    if (!this.#dialect.isSure)
      for (const dialect of others) if (await isAnswered(this.#service, input, dialect, this.#cache)) return dialect;
    return this.#dialect.current;
  }

  #askIn(dialect: Dialect, input: PosterInput, signal: AbortSignal): Promise<AcceptedAnswer> {
    const { maxTokens } = this.#service;
    const digest = this.#service.digest(input, dialect);
    const ask = (tokens: number, last: StoredAnswer | undefined) =>
      this.#buy(dialect, input, tokens, signal).catch((thrown) => {
        // The model writes no longer answers: what came before is all there will be.
        if (last === undefined || !this.#service.refusesLength(thrown)) throw thrown;
        return { ...last, stop_reason: 'model_context_window_exceeded', usage: NOTHING };
      });
    return this.#lock.run(digest, () => askUntilAccepted({ digest, maxTokens, ask }, this.#cache, signal));
  }

  async #buy(dialect: Dialect, input: PosterInput, maxTokens: number, signal: AbortSignal): Promise<StoredAnswer> {
    // Prepared before anything is reserved: a picture that cannot be prepared costs nothing.
    await input.picture();
    const worst = this.#service.worst(input, dialect, maxTokens);
    return this.#spending.buy(worst, () => this.#service.send(input, dialect, maxTokens, signal), signal);
  }

  /** A failure that every other poster would share ends all asking. */
  #fail(thrown: unknown): never {
    if (thrown instanceof SkipRow) throw thrown;
    const failure = this.#service.failureOf(thrown);
    if (failure instanceof FatalError) this.#service.transport.end(failure);
    throw failure;
  }
}
