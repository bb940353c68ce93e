/** Claude reads posters: one message each, through Anthropic's Messages API. */
import { FatalError } from '../item.ts';
import type { Transcription } from '../model.ts';
import type { ImageLimits, PreparedImage } from '../poster/prepare-image.ts';
import { NOTHING } from '../summary.ts';
import { type AnswerCache, noAnswerCache, openAnswerCache } from './answer-cache.ts';
import { nextMove, type StoredAnswer } from './answers.ts';
import { failureOfCall, refusesSchema } from './claude-errors.ts';
import { type ModelTraits, traitsOf } from './claude-models.ts';
import { buildRequest, estimatePromptTokens, type RequestOptions, requestDigest } from './claude-request.ts';
import { ClaudeTransport, type TransportOptions } from './claude-transport.ts';
import { type AcceptedAnswer, converse } from './converse.ts';
import type { Engine, Estimate, PosterSource } from './engine.ts';
import type { AnswerForm } from './prompt.ts';
import { Purse, type PurseOptions } from './purse.ts';
import { type RenderPdf, type SeenPoster, seePoster, writeTranscription } from './seen-poster.ts';
import { Turns } from './turns.ts';
import { untilAborted } from './until-aborted.ts';

export interface ClaudeOptions extends TransportOptions, PurseOptions {
  /** Longest answer, in tokens; doubled once for a poster whose answer is cut off. */
  maxTokens: number;
  /** Sent only to models that take it. */
  temperature: number | null;
  /** `auto`: by schema, until the server refuses it. */
  answerForm: AnswerForm | 'auto';
  /** Pixels of the picture's longer side; `null`: as much as the model sees. */
  longEdge: number | null;
  /** Most characters of the picture as base64 text. */
  maxImageBytes: number;
  /** Of a PDF, from 1; `null`: the first that looks like a poster's. */
  posterPage: number | null;
  /** Where answers are kept; `null` keeps none. */
  cacheDir: string | null;
  renderPdf: RenderPdf;
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

/** Tokens of a poster's transcription: see the section on cost in test/bench/RESULTS.md. */
const TYPICAL_ANSWER = 3000;

/** Longest wait that a throttling service is expected to ask for, in milliseconds. */
const LONGEST_BACKOFF_MS = 60_000;

class ClaudeEngine implements Engine {
  readonly name = 'claude';
  readonly model: string;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly #options: ClaudeOptions;
  readonly #traits: ModelTraits;
  readonly #limits: ImageLimits;
  readonly #purse: Purse;
  readonly #cache: AnswerCache;
  readonly #turns = new Turns();
  readonly #transport: ClaudeTransport;
  #form: AnswerForm;
  readonly #working = new Set<Promise<unknown>>();

  constructor(options: ClaudeOptions) {
    this.#options = options;
    this.model = options.model;
    this.concurrency = READ_AHEAD * options.concurrency;
    // Asked twice at the most, the second time for twice as long.
    this.timeoutMs = (options.maxRetries + 1) * (3 * options.timeoutMs + 2 * LONGEST_BACKOFF_MS);
    this.#traits = traitsOf(options.model);
    const { longEdge } = options;
    const sight = longEdge === null ? this.#traits.sight : { longEdge, visualTokens: Number.POSITIVE_INFINITY };
    this.#limits = { ...sight, maxBase64Bytes: options.maxImageBytes, page: options.posterPage };
    this.#purse = new Purse(options);
    this.#cache = options.cacheDir === null ? noAnswerCache : openAnswerCache(options.cacheDir);
    this.#form = options.answerForm === 'auto' ? 'schema' : options.answerForm;
    this.#transport = new ClaudeTransport(options);
  }

  async transcribe(poster: PosterSource, signal: AbortSignal): Promise<Transcription> {
    signal.throwIfAborted();
    const work = this.#transcribe(poster, signal);
    this.#working.add(work);
    const forget = () => this.#working.delete(work);
    work.then(forget, forget);
    return untilAborted(work, signal);
  }

  /** Calls in flight are paid for: they may finish into the cache, for as long as one attempt takes. */
  async [Symbol.asyncDispose](): Promise<void> {
    const overdue = setTimeout(() => this.#transport.close(), this.#options.timeoutMs);
    await Promise.allSettled(this.#working);
    clearTimeout(overdue);
  }

  async #transcribe(poster: PosterSource, signal: AbortSignal): Promise<Transcription> {
    const seen = await this.#see(poster, signal);
    const answer = await this.#answerAbout(seen, signal);
    const costUsd = this.#purse.dollars(answer.usage);
    return writeTranscription(poster, seen.size, answer, { engine: this.name, costUsd });
  }

  /** For a plain answer; one that is cut off costs about three times as much. */
  async estimate(poster: PosterSource): Promise<Estimate> {
    const { file, size } = await this.#see(poster, new AbortController().signal);
    const options = this.#requestOptions(this.#form);
    const answers = await this.#cache.get(requestDigest(file, options, this.#limits));
    if (nextMove(answers, options.maxTokens).move === 'accept') return { free: true, usage: NOTHING, costUsd: 0 };
    const input = estimatePromptTokens(options.form, size);
    const usage = { ...NOTHING, input_tokens: input, output_tokens: Math.min(TYPICAL_ANSWER, options.maxTokens) };
    return { free: false, usage, costUsd: this.#purse.dollars(usage) };
  }

  #see({ path }: PosterSource, signal: AbortSignal): Promise<SeenPoster> {
    return seePoster(path, this.#limits, this.#options.renderPdf, signal);
  }

  #requestOptions(form: AnswerForm): RequestOptions {
    const { maxTokens, temperature } = this.#options;
    return { model: this.model, traits: this.#traits, form, maxTokens, temperature };
  }

  /** In the form the server is known to take; the first refusal of a schema changes it for the rest of the run. */
  async #answerAbout(poster: SeenPoster, signal: AbortSignal): Promise<AcceptedAnswer> {
    const form = this.#form;
    try {
      return await this.#converse(poster, form, signal);
    } catch (thrown) {
      if (form === 'schema' && this.#options.answerForm === 'auto' && refusesSchema(thrown)) {
        this.#form = 'delimiters';
        return this.#answerAbout(poster, signal);
      }
      const failure = failureOfCall(thrown, this.model, [this.#options.apiKey]);
      if (failure instanceof FatalError) this.#transport.end(failure);
      throw failure;
    }
  }

  #converse({ file, picture }: SeenPoster, form: AnswerForm, signal: AbortSignal): Promise<AcceptedAnswer> {
    const options = this.#requestOptions(form);
    const ask = async (maxTokens: number) => this.#pay(await picture(), { ...options, maxTokens }, signal);
    const digest = requestDigest(file, options, this.#limits);
    const question = { digest, maxTokens: options.maxTokens, ask };
    return this.#turns.take(digest, () => converse(question, this.#cache, signal));
  }

  #pay(image: PreparedImage, options: RequestOptions, signal: AbortSignal): Promise<StoredAnswer> {
    const worst = {
      ...NOTHING,
      // Dearer than plain input: what of the prompt is written to the service's cache is not known before.
      cache_creation_input_tokens: estimatePromptTokens(options.form, image),
      output_tokens: options.maxTokens,
    };
    const ask = () => this.#transport.ask(buildRequest(image, options), this.#timeoutOf(options), signal);
    return this.#purse.buy(worst, ask, signal);
  }

  /** A longer answer may take longer. */
  #timeoutOf({ maxTokens }: RequestOptions): number {
    return Math.ceil(this.#options.timeoutMs * Math.max(1, maxTokens / this.#options.maxTokens));
  }
}
