/** Claude reads posters: one message each, through Anthropic's Messages API. */
import { type AnswerCache, openAnswerCache } from '../../answers/answer-cache.ts';
import type { StoredAnswer } from '../../answers/stored-answer.ts';
import { KeyedLock } from '../../lib/keyed-lock.ts';
import { FatalError, SkipRow } from '../../model/item.ts';
import type { Transcription } from '../../model/schemas.ts';
import { NOTHING } from '../../model/summary.ts';
import { type AcceptedAnswer, askUntilAccepted } from '../asking/ask-until-accepted.ts';
import { InFlight } from '../asking/in-flight.ts';
import { type PosterInput, writeTranscription } from '../asking/poster-input.ts';
import type { AnswerForm } from '../asking/poster-prompt.ts';
import { Spending, type SpendingOptions } from '../cost/spending.ts';
import type { Engine, Estimate, PosterSource } from '../engine.ts';
import { failureOfCall, refusesSchema, refusesSoMany } from './claude-errors.ts';
import { ClaudeQuestions, type QuestionOptions } from './claude-questions.ts';
import { ClaudeTransport, type TransportOptions } from './claude-transport.ts';

export interface ClaudeOptions extends QuestionOptions, TransportOptions, SpendingOptions {
  /** `auto`: by schema, until the server refuses it. */
  answerForm: AnswerForm | 'auto';
  /** Where answers are kept; `null` keeps none. */
  cacheDir: string | null;
}

/** @throws FatalError for a model that is no longer served, or a limit in dollars where no price is known. */
export function openClaude(options: ClaudeOptions): Engine {
  return new ClaudeEngine(options);
}

/**
 * Posters taken on for each request in flight: the others are being prepared, or wait for another attempt. With as many
 * posters as requests, every pause would leave the server idle.
 */
const READ_AHEAD = 2;

/** Longest wait that a throttling service is expected to ask for, in milliseconds. */
const LONGEST_BACKOFF_MS = 60_000;

class ClaudeEngine implements Engine {
  readonly name = 'claude';
  readonly model: string;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly #options: ClaudeOptions;
  readonly #questions: ClaudeQuestions;
  readonly #spending: Spending;
  readonly #cache: AnswerCache;
  readonly #lock = new KeyedLock();
  readonly #transport: ClaudeTransport;
  #form: AnswerForm;
  /** Whether that is the form which the server takes, and not a first try. */
  #formIsKnown: boolean;
  readonly #inFlight = new InFlight();

  constructor(options: ClaudeOptions) {
    this.#options = options;
    this.model = options.model;
    this.concurrency = READ_AHEAD * options.concurrency;
    // Asked twice at the most, the second time for twice as long.
    this.timeoutMs = (options.maxRetries + 1) * (3 * options.timeoutMs + 2 * LONGEST_BACKOFF_MS);
    this.#questions = new ClaudeQuestions(options);
    this.#spending = new Spending(options);
    this.#cache = openAnswerCache(options.cacheDir);
    this.#form = options.answerForm === 'auto' ? 'schema' : options.answerForm;
    this.#formIsKnown = options.answerForm !== 'auto';
    this.#transport = new ClaudeTransport(options);
  }

  async transcribe(poster: PosterSource, signal: AbortSignal, interruption?: AbortSignal): Promise<Transcription> {
    signal.throwIfAborted();
    return this.#inFlight.follow(this.#transcribe(poster, signal, interruption), signal);
  }

  /** Calls in flight are paid for: they may finish into the cache, for as long as one attempt takes. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inFlight.finish(this.#options.timeoutMs, () => this.#transport.close());
    await this.#cache[Symbol.asyncDispose]();
  }

  async #transcribe(poster: PosterSource, signal: AbortSignal, interruption?: AbortSignal): Promise<Transcription> {
    const seen = await this.#questions.see(poster, signal);
    const asking = interruption ? AbortSignal.any([signal, interruption]) : signal;
    const answer = await this.#answerAbout(seen, asking);
    const costUsd = this.#spending.dollars(answer.usage);
    return writeTranscription(poster, seen.size, answer, { engine: this.name, costUsd });
  }

  async estimate(poster: PosterSource): Promise<Estimate> {
    const seen = await this.#questions.see(poster, new AbortController().signal);
    const form = await this.#formFor(seen);
    return this.#questions.estimate(seen, form, this.#cache, (usage) => this.#spending.dollars(usage));
  }

  /** In the form the server is known to take; the first refusal of a schema changes it for the rest of the run. */
  async #answerAbout(poster: PosterInput, signal: AbortSignal): Promise<AcceptedAnswer> {
    const form = await this.#formFor(poster);
    try {
      const answer = await this.#askUntilAccepted(poster, form, signal);
      if (form === this.#form) this.#formIsKnown = true;
      return answer;
    } catch (thrown) {
      if (form === 'schema' && this.#options.answerForm === 'auto' && refusesSchema(thrown)) {
        this.#form = 'delimiters';
        this.#formIsKnown = true;
        return this.#answerAbout(poster, signal);
      }
      if (thrown instanceof SkipRow) throw thrown;
      const failure = failureOfCall(thrown, this.model, [this.#options.apiKey]);
      if (failure instanceof FatalError) this.#transport.end(failure);
      throw failure;
    }
  }

  /** A server without structured outputs need not be found out again for what it once answered. */
  async #formFor(seen: PosterInput): Promise<AnswerForm> {
    if (this.#formIsKnown) return this.#form;
    return (await this.#questions.isAnswered(seen, 'delimiters', this.#cache)) ? 'delimiters' : this.#form;
  }

  #askUntilAccepted(seen: PosterInput, form: AnswerForm, signal: AbortSignal): Promise<AcceptedAnswer> {
    const digest = this.#questions.digest(seen, form);
    const ask = (maxTokens: number, last: StoredAnswer | undefined) =>
      this.#pay(seen, form, maxTokens, signal).catch((thrown) => {
        // The model writes no longer answers: what came before is all there will be.
        if (last === undefined || !refusesSoMany(thrown)) throw thrown;
        return { ...last, stop_reason: 'model_context_window_exceeded', usage: NOTHING };
      });
    const question = { digest, maxTokens: this.#options.maxTokens, ask };
    return this.#lock.run(digest, () => askUntilAccepted(question, this.#cache, signal));
  }

  async #pay(seen: PosterInput, form: AnswerForm, maxTokens: number, signal: AbortSignal): Promise<StoredAnswer> {
    const request = await this.#questions.request(seen, form, maxTokens);
    const ask = () => this.#transport.ask(request, this.#timeoutFor(maxTokens), signal);
    return this.#spending.buy(this.#questions.worst(seen, form, maxTokens), ask, signal);
  }

  /** A longer answer may take longer. */
  #timeoutFor(maxTokens: number): number {
    return Math.ceil(this.#options.timeoutMs * Math.max(1, maxTokens / this.#options.maxTokens));
  }
}
