/** Any vision model behind Chat Completions reads posters: vLLM, SGLang, llama.cpp, Ollama, or a hosted service. */

import { type AnswerCache, openAnswerCache } from '../../answers/answer-cache.ts';
import type { StoredAnswer } from '../../answers/stored-answer.ts';
import { KeyedLock } from '../../lib/keyed-lock.ts';
import { FatalError, SkipRow } from '../../model/item.ts';
import type { Transcription } from '../../model/schemas.ts';
import { NOTHING } from '../../model/summary.ts';
import type { ImageLimits, PreparedImage } from '../../poster/picture/prepare-image.ts';
import { visualTokens } from '../../poster/picture/sight-limits.ts';
import { type AcceptedAnswer, askUntilAccepted } from '../asking/ask-until-accepted.ts';
import { InFlight } from '../asking/in-flight.ts';
import { nextMove } from '../asking/next-move.ts';
import { openPosterInput, type PosterInput, type RenderPdf, writeTranscription } from '../asking/poster-input.ts';
import type { AnswerForm } from '../asking/poster-prompt.ts';
import { Spending, type SpendingOptions } from '../cost/spending.ts';
import type { Engine, Estimate, PosterSource } from '../engine.ts';
import { adaptDialect, failureOfChat, isTooLong } from './chat-errors.ts';
import { buildRequest, type Dialect, promptLength, type RequestOptions, requestDigest } from './chat-request.ts';
import { ChatTransport, type ChatTransportOptions, LONGEST_IN_TIMEOUTS } from './chat-transport.ts';

export interface OpenaiOptions extends ChatTransportOptions, SpendingOptions {
  /** Longest answer, in tokens; doubled once for a poster whose answer is cut off. */
  maxTokens: number;
  temperature: number;
  /** `auto`: by schema, until a server refuses it. */
  answerForm: AnswerForm | 'auto';
  /** Pixels of the picture's longer side; `null`: as much as most models see. */
  longEdge: number | null;
  /** Most characters of the picture as base64 text. */
  maxImageBytes: number;
  /** Of a PDF, from 1; `null`: the first that looks like a poster's. */
  posterPage: number | null;
  /** Where answers are kept; `null` keeps none. */
  cacheDir: string | null;
  renderPdf: RenderPdf;
}

/** @throws FatalError for a limit in dollars where no price is known */
export function openOpenai(options: OpenaiOptions): Engine {
  return new OpenaiEngine(options);
}

/** Pixels of the longer side: small print of a poster is read, and a context of 32k tokens is not filled. */
const LONG_EDGE = 2048;

/** Posters taken on for each request in flight: the others are being prepared, or wait for another attempt. */
const READ_AHEAD = 2;

/** Tokens of a poster's transcription: see the section on cost in test/bench/RESULTS.md. */
const TYPICAL_ANSWER = 4500;

/** Characters of English a token, on the low side. */
const CHARACTERS_PER_TOKEN = 3;

class OpenaiEngine implements Engine {
  readonly name = 'openai';
  readonly model: string;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly #options: OpenaiOptions;
  readonly #limits: ImageLimits;
  readonly #spending: Spending;
  readonly #cache: AnswerCache;
  readonly #lock = new KeyedLock();
  readonly #transport: ChatTransport;
  readonly #inFlight = new InFlight();
  #dialect: Dialect;

  constructor(options: OpenaiOptions) {
    this.#options = options;
    this.model = options.model;
    this.concurrency = READ_AHEAD * options.concurrency * options.baseUrls.length;
    this.timeoutMs = 2 * (options.maxRetries + 1) * LONGEST_IN_TIMEOUTS * options.timeoutMs;
    this.#limits = {
      longEdge: options.longEdge ?? LONG_EDGE,
      visualTokens: Number.POSITIVE_INFINITY,
      maxBase64Bytes: options.maxImageBytes,
      page: options.posterPage,
    };
    this.#spending = new Spending(options);
    this.#cache = openAnswerCache(options.cacheDir);
    this.#transport = new ChatTransport(options);
    const form = options.answerForm === 'auto' ? 'schema' : options.answerForm;
    this.#dialect = { form, limit: 'max_tokens', temperature: true };
  }

  async transcribe(poster: PosterSource, signal: AbortSignal, interruption?: AbortSignal): Promise<Transcription> {
    signal.throwIfAborted();
    return this.#inFlight.follow(this.#transcribe(poster, signal, interruption), signal);
  }

  /** What is on its way may finish into the cache, for as long as a server may be silent. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inFlight.finish(this.#options.timeoutMs, () => this.#transport.close());
    await this.#cache[Symbol.asyncDispose]();
  }

  /** For a plain answer; one that is cut off costs about three times as much. */
  async estimate(poster: PosterSource): Promise<Estimate> {
    const { file, size } = await this.#see(poster, new AbortController().signal);
    const options = this.#requestOptions(this.#dialect);
    const answers = await this.#cache.get(requestDigest(file, options, this.#limits));
    if (nextMove(answers, options.maxTokens).move === 'accept') return { free: true, usage: NOTHING, costUsd: 0 };
    const output = Math.min(TYPICAL_ANSWER, options.maxTokens);
    const usage = { ...NOTHING, input_tokens: promptTokens(options.dialect.form, size), output_tokens: output };
    return { free: false, usage, costUsd: this.#spending.dollars(usage) };
  }

  async #transcribe(poster: PosterSource, signal: AbortSignal, interruption?: AbortSignal): Promise<Transcription> {
    const seen = await this.#see(poster, signal);
    const asking = interruption ? AbortSignal.any([signal, interruption]) : signal;
    const answer = await this.#answerAbout(seen, asking);
    const costUsd = this.#spending.dollars(answer.usage);
    return writeTranscription(poster, seen.size, answer, { engine: this.name, costUsd });
  }

  #see({ path }: PosterSource, signal: AbortSignal): Promise<PosterInput> {
    return openPosterInput(path, this.#limits, this.#options.renderPdf, signal);
  }

  #requestOptions(dialect: Dialect): RequestOptions {
    const { model, maxTokens, temperature } = this.#options;
    return { model, maxTokens, temperature, dialect };
  }

  /** In the dialect the servers are known to take; what one refuses changes it for the rest of the run. */
  async #answerAbout(poster: PosterInput, signal: AbortSignal): Promise<AcceptedAnswer> {
    const dialect = this.#dialect;
    try {
      return await this.#askUntilAccepted(poster, dialect, signal);
    } catch (thrown) {
      const adapted = adaptDialect(dialect, thrown, this.#options.answerForm === 'auto');
      if (adapted !== null) {
        // Another poster may have learnt more in the meantime.
        if (this.#dialect === dialect) this.#dialect = adapted;
        return this.#answerAbout(poster, signal);
      }
      if (thrown instanceof SkipRow) throw thrown;
      const failure = failureOfChat(thrown, this.model, [this.#options.apiKey]);
      if (failure instanceof FatalError) this.#transport.end(failure);
      throw failure;
    }
  }

  #askUntilAccepted(
    { file, size, picture }: PosterInput,
    dialect: Dialect,
    signal: AbortSignal,
  ): Promise<AcceptedAnswer> {
    const options = this.#requestOptions(dialect);
    const ask = async (maxTokens: number, last: StoredAnswer | undefined) => {
      const worst = { ...NOTHING, input_tokens: promptTokens(dialect.form, size), output_tokens: maxTokens };
      const image = await picture();
      const answer = this.#spending.buy(worst, () => this.#ask(image, { ...options, maxTokens }, signal), signal);
      return answer.catch((thrown) => {
        // No room for a longer answer: what came before is all there will be.
        if (last === undefined || !isTooLong(thrown)) throw thrown;
        return { ...last, stop_reason: 'model_context_window_exceeded', usage: NOTHING };
      });
    };
    const digest = requestDigest(file, options, this.#limits);
    const question = { digest, maxTokens: options.maxTokens, ask };
    return this.#lock.run(digest, () => askUntilAccepted(question, this.#cache, signal));
  }

  #ask(image: PreparedImage, options: RequestOptions, signal: AbortSignal): Promise<StoredAnswer> {
    return this.#transport.ask(buildRequest(image, options), options.maxTokens, signal);
  }
}

/** Tokens of one request's prompt, on the high side. */
const promptTokens = (form: AnswerForm, { width, height }: { width: number; height: number }): number =>
  visualTokens(width, height) + Math.ceil(promptLength(form) / CHARACTERS_PER_TOKEN);
