/** Any vision model behind Chat Completions reads posters: vLLM, SGLang, llama.cpp, Ollama, or a hosted service. */
import type { StoredAnswer } from '../../answers/stored-answer.ts';
import type { FatalError, RowError } from '../../model/item.ts';
import type { Usage } from '../../model/schemas.ts';
import { NOTHING } from '../../model/summary.ts';
import { openPoster, type PosterInput } from '../../poster/picture/open-poster.ts';
import type { ImageLimits } from '../../poster/picture/prepare-image.ts';
import { AskingEngine, type AskingOptions } from '../asking/asking-engine.ts';
import type { AnswerForm } from '../asking/poster-prompt.ts';
import { promptTokens } from '../asking/prompt-tokens.ts';
import { questionDigest } from '../asking/question-digest.ts';
import type { Service } from '../asking/service.ts';
import type { Engine, PosterSource } from '../engine.ts';
import { adaptDialect, failureOfChat, isTooLong } from './chat-errors.ts';
import { buildRequest, type Dialect, promptLength, questionText } from './chat-request.ts';
import { ChatTransport, type ChatTransportOptions, LONGEST_IN_TIMEOUTS } from './chat-transport.ts';

export type OpenaiOptions = AskingOptions & ChatTransportOptions;

/** @throws FatalError for a limit in dollars where no price is known */
export function openOpenai(options: OpenaiOptions): Engine {
  return new AskingEngine(new ChatServers(options), options);
}

/** Pixels of the longer side: small print of a poster is read, and a context of 32k tokens is not filled. */
const LONG_EDGE = 2048;

/** Tokens of a poster's transcription: see the section on cost in test/bench/RESULTS.md. */
const TYPICAL_ANSWER = 4500;

class ChatServers implements Service<Dialect> {
  readonly name = 'openai';
  readonly model: string;
  readonly maxTokens: number;
  readonly places: number;
  readonly attemptMs: number;
  readonly timeoutMs: number;
  readonly transport: ChatTransport;
  readonly refusesLength = isTooLong;
  readonly dialects: Service<Dialect>['dialects'];
  readonly #options: OpenaiOptions;
  readonly #limits: ImageLimits;

  constructor(options: OpenaiOptions) {
    const { timeoutMs, maxRetries, answerForm, baseUrls } = options;
    this.#options = options;
    this.model = options.model;
    this.maxTokens = options.maxTokens;
    this.places = options.concurrency * baseUrls.length;
    this.attemptMs = timeoutMs;
    this.timeoutMs = 2 * (maxRetries + 1) * LONGEST_IN_TIMEOUTS * timeoutMs;
    this.dialects = answerForm === 'auto' ? [dialectIn('schema'), dialectIn('delimiters')] : [dialectIn(answerForm)];
    this.#limits = {
      longEdge: options.longEdge ?? LONG_EDGE,
      visualTokens: Number.POSITIVE_INFINITY,
      maxBase64Bytes: options.maxImageBytes,
      page: options.posterPage,
    };
    this.transport = new ChatTransport(options);
  }

  see({ path }: PosterSource, signal: AbortSignal): Promise<PosterInput> {
    return openPoster(path, this.#limits, this.#options.renderPdf, signal);
  }

  digest({ file }: PosterInput, { form }: Dialect): string {
    const { model, temperature } = this.#options;
    return questionDigest(questionText({ model, temperature, form }, this.#limits), file);
  }

  worst(input: PosterInput, dialect: Dialect, maxTokens: number): Usage {
    return { ...NOTHING, input_tokens: promptTokens(promptLength(dialect.form), input.size), output_tokens: maxTokens };
  }

  typical(input: PosterInput, dialect: Dialect): Usage {
    return this.worst(input, dialect, Math.min(TYPICAL_ANSWER, this.maxTokens));
  }

  async send(input: PosterInput, dialect: Dialect, maxTokens: number, signal: AbortSignal): Promise<StoredAnswer> {
    const { model, temperature } = this.#options;
    const request = buildRequest(await input.picture(), { model, temperature, maxTokens, dialect });
    return this.transport.ask(request, maxTokens, signal);
  }

  adapt(dialect: Dialect, thrown: unknown): Dialect | null {
    return adaptDialect(dialect, thrown, this.dialects.length > 1);
  }

  failureOf(thrown: unknown): RowError | FatalError {
    return failureOfChat(thrown, this.model, [this.#options.apiKey]);
  }
}

/** What most servers take. */
const dialectIn = (form: AnswerForm): Dialect => ({ form, limit: 'max_tokens', temperature: true });
