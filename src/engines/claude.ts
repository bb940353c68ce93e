/** Claude reads posters: one message each, through Anthropic's Messages API. */
import { FatalError } from '../item.ts';
import type { Transcription, Usage } from '../model.ts';
import { layoutFigures } from '../poster/layout-figures.ts';
import { isPdf } from '../poster/poster-page.ts';
import {
  type ImageLimits,
  type PreparedImage,
  planImage,
  prepareImage,
  readPosterFile,
} from '../poster/prepare-image.ts';
import { repairLayout } from '../poster/repair-layout.ts';
import { addUsage, NOTHING } from '../summary.ts';
import { type AnswerCache, noAnswerCache, openAnswerCache } from './answer-cache.ts';
import { nextMove, type StoredAnswer } from './answers.ts';
import { Budget } from './budget.ts';
import { failureOfCall, refusesSchema } from './claude-errors.ts';
import { type ModelTraits, traitsOf } from './claude-models.ts';
import { buildRequest, estimatePromptTokens, type RequestOptions, requestDigest } from './claude-request.ts';
import { ClaudeTransport, type TransportOptions } from './claude-transport.ts';
import type { Engine, Estimate, OnPaid, PosterSource } from './engine.ts';
import type { ParsedAnswer } from './parse-answer.ts';
import { costOf, type ModelPrice, type PriceTable, priceOf } from './prices.ts';
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
  /** Dollars that must not be passed; `null` for no limit. */
  maxCostUsd: number | null;
  onPaid: OnPaid;
  /** Draws the poster's page of a PDF, within the limits. @throws RowError */
  renderPdf: (bytes: Buffer, limits: ImageLimits, signal: AbortSignal) => Promise<PreparedImage>;
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
const TYPICAL_ANSWER = 4500;

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
  readonly #budget: Budget;
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
    if (options.maxCostUsd !== null && this.#price === null) {
      throw new FatalError(
        `The price of ${options.model} is unknown, so --max-cost cannot be kept. Say it with --price IN/OUT.`,
      );
    }
    this.#budget = new Budget(options.maxCostUsd ?? Number.POSITIVE_INFINITY);
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
    const rendered = isPdf(file) ? await this.#render(file, signal) : null;
    const size = rendered ?? (await planImage(file, this.#limits));
    const picture = async () => rendered ?? (await prepareImage(file, this.#limits));
    const answer = await this.#answerAbout({ file, picture }, signal);
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
      cost_usd: answer.asked === 0 ? 0 : this.#dollars(answer.usage),
      metadata: {
        engine: this.name,
        model: answer.model,
        cached: answer.asked === 0,
        salvaged: answer.cutOff || answer.parsed.mended,
        repairs,
      },
    };
  }

  /** For a plain answer; one that is cut off costs about three times as much. */
  async estimate({ path }: PosterSource): Promise<Estimate> {
    const file = await readPosterFile(path);
    const options = this.#requestOptions(this.#form);
    const size = isPdf(file)
      ? await this.#render(file, new AbortController().signal)
      : await planImage(file, this.#limits);
    const answers = await this.#cache.get(requestDigest(file, options, this.#limits));
    if (nextMove(answers, options.maxTokens).move === 'accept') return { free: true, usage: NOTHING, costUsd: 0 };
    const input = estimatePromptTokens(options.form, size);
    const usage = { ...NOTHING, input_tokens: input, output_tokens: Math.min(TYPICAL_ANSWER, options.maxTokens) };
    return { free: false, usage, costUsd: this.#dollars(usage) };
  }

  #render(file: Buffer, signal: AbortSignal): Promise<PreparedImage> {
    return this.#options.renderPdf(file, this.#limits, signal);
  }

  #requestOptions(form: AnswerForm): RequestOptions {
    const { maxTokens, temperature } = this.#options;
    return { model: this.model, traits: this.#traits, form, maxTokens, temperature };
  }

  /** In the form the server is known to take; the first refusal of a schema changes it for the rest of the run. */
  async #answerAbout(poster: OpenedPoster, signal: AbortSignal): Promise<AcceptedAnswer> {
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

  /** Asks until there is an answer to accept; each is stored before anything else is done with it. */
  async #converse(poster: OpenedPoster, form: AnswerForm, signal: AbortSignal): Promise<AcceptedAnswer> {
    const options = this.#requestOptions(form);
    const { maxTokens } = options;
    const digest = requestDigest(poster.file, options, this.#limits);
    let answers = await this.#cache.get(digest);
    // Answers that came to nothing do not satisfy the cache.
    if (nextMove(answers, maxTokens).move === 'give-up') answers = [];
    let image: PreparedImage | null = null;
    let usage = NOTHING;
    for (let asked = 0; ; asked++) {
      const next = nextMove(answers, maxTokens);
      if (next.move === 'give-up') throw next.error;
      if (next.move === 'accept') return { ...next, usage, asked, model: answers.at(-1)?.model ?? this.model };
      signal.throwIfAborted();
      image ??= await poster.picture();
      const answer = await this.#pay(image, { ...options, maxTokens: next.maxTokens }, signal);
      answers = [...answers, answer];
      await this.#cache.put(digest, answers);
      usage = addUsage(usage, answer.usage);
    }
  }

  async #pay(image: PreparedImage, options: RequestOptions, signal: AbortSignal): Promise<StoredAnswer> {
    const worst = {
      ...NOTHING,
      input_tokens: estimatePromptTokens(options.form, image),
      output_tokens: options.maxTokens,
    };
    const reservation = await this.#budget.reserve(this.#dollars(worst) ?? 0);
    let cost = 0;
    try {
      signal.throwIfAborted();
      const answer = await this.#transport.ask(buildRequest(image, options), this.#timeoutOf(options), signal);
      const dollars = this.#dollars(answer.usage);
      cost = dollars ?? 0;
      this.#options.onPaid(answer.usage, dollars);
      return answer;
    } finally {
      reservation.settle(cost);
    }
  }

  /** A longer answer may take longer. */
  #timeoutOf({ maxTokens }: RequestOptions): number {
    return Math.ceil(this.#options.timeoutMs * Math.max(1, maxTokens / this.#options.maxTokens));
  }

  #dollars(usage: Usage): number | null {
    return this.#price && costOf(usage, this.#price);
  }
}

interface OpenedPoster {
  file: Buffer;
  /** Made only when somebody is to be asked. */
  picture: () => Promise<PreparedImage>;
}

interface AcceptedAnswer {
  parsed: ParsedAnswer;
  cutOff: boolean;
  /** Of what was asked now; nothing when the cache knew it all. */
  usage: Usage;
  asked: number;
  model: string;
}
