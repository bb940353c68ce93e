/** Claude reads posters: one message each, through Anthropic's Messages API. */
import { FatalError } from '../item.ts';
import type { Transcription, Usage } from '../model.ts';
import { layoutFigures } from '../poster/layout-figures.ts';
import {
  type ImageLimits,
  type PreparedImage,
  planImage,
  prepareImage,
  readPosterFile,
} from '../poster/prepare-image.ts';
import { repairLayout } from '../poster/repair-layout.ts';
import { type AnswerCache, noAnswerCache, openAnswerCache } from './answer-cache.ts';
import { nextMove, type StoredAnswer } from './answers.ts';
import { failureOfCall, refusesSchema } from './claude-errors.ts';
import { type ModelTraits, traitsOf } from './claude-models.ts';
import { buildRequest, type ClaudeRequest, type RequestOptions, requestDigest } from './claude-request.ts';
import { ClaudeTransport, type TransportOptions } from './claude-transport.ts';
import type { Engine, PosterSource } from './engine.ts';
import type { ParsedAnswer } from './parse-answer.ts';
import { addUsage, costOf, type ModelPrice, NO_USAGE, type PriceTable, priceOf } from './prices.ts';
import type { AnswerForm } from './prompt.ts';
import { untilAborted } from './until-aborted.ts';

export interface ClaudeOptions extends TransportOptions {
  model: string;
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
  /** Where answers are kept; `null` keeps none. */
  cacheDir: string | null;
  /** Prices that the table does not know, or knows otherwise. */
  prices: PriceTable;
}

/** @throws FatalError for a model that is no longer served. */
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
  readonly #traits: ModelTraits;
  readonly #limits: ImageLimits;
  readonly #price: ModelPrice | null;
  readonly #cache: AnswerCache;
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
    this.#limits = { ...sight, maxBase64Bytes: options.maxImageBytes };
    this.#price = priceOf(options.model, options.prices);
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
    const file = await readPosterFile(poster.path);
    const size = await planImage(file, this.#limits);
    const answer = await this.#answerAbout(file, signal);
    const { layout, repairs } = repairLayout(answer.parsed.layout, {
      ...size,
      paperId: poster.paperId,
      posterPath: poster.path,
    });
    return {
      paper_id: poster.paperId,
      markdown: answer.parsed.markdown,
      layout,
      figures: layoutFigures(layout, size),
      usage: answer.usage,
      cost_usd: answer.asked === 0 ? 0 : this.#price && costOf(answer.usage, this.#price),
      metadata: {
        engine: this.name,
        model: answer.model,
        cached: answer.asked === 0,
        salvaged: answer.cutOff || answer.parsed.mended,
        repairs,
      },
    };
  }

  /** In the form the server is known to take; the first refusal of a schema changes it for the rest of the run. */
  async #answerAbout(file: Buffer, signal: AbortSignal): Promise<AcceptedAnswer> {
    const form = this.#form;
    try {
      return await this.#converse(file, form, signal);
    } catch (thrown) {
      if (form === 'schema' && this.#options.answerForm === 'auto' && refusesSchema(thrown)) {
        this.#form = 'delimiters';
        return this.#answerAbout(file, signal);
      }
      const failure = failureOfCall(thrown, this.model, [this.#options.apiKey]);
      if (failure instanceof FatalError) this.#transport.end(failure);
      throw failure;
    }
  }

  /** Asks until there is an answer to accept; each is stored before anything else is done with it. */
  async #converse(file: Buffer, form: AnswerForm, signal: AbortSignal): Promise<AcceptedAnswer> {
    const { maxTokens, temperature } = this.#options;
    const options: RequestOptions = { model: this.model, traits: this.#traits, form, maxTokens, temperature };
    const digest = requestDigest(file, options, this.#limits);
    let answers = await this.#cache.get(digest);
    if (nextMove(answers, maxTokens).move === 'give-up') answers = [];
    let image: PreparedImage | null = null;
    let usage = NO_USAGE;
    for (let asked = 0; ; asked++) {
      const next = nextMove(answers, maxTokens);
      if (next.move === 'give-up') throw next.error;
      if (next.move === 'accept') return { ...next, usage, asked, model: answers.at(-1)?.model ?? this.model };
      signal.throwIfAborted();
      image ??= await prepareImage(file, this.#limits);
      const answer = await this.#ask(buildRequest(image, { ...options, maxTokens: next.maxTokens }), signal);
      answers = [...answers, answer];
      await this.#cache.put(digest, answers);
      usage = addUsage(usage, answer.usage);
    }
  }

  /** A longer answer may take longer. */
  #ask(request: ClaudeRequest, signal: AbortSignal): Promise<StoredAnswer> {
    const longer = Math.max(1, request.max_tokens / this.#options.maxTokens);
    return this.#transport.ask(request, Math.ceil(this.#options.timeoutMs * longer), signal);
  }
}

interface AcceptedAnswer {
  parsed: ParsedAnswer;
  cutOff: boolean;
  /** Of what was asked now; nothing when the cache knew it all. */
  usage: Usage;
  asked: number;
  model: string;
}
