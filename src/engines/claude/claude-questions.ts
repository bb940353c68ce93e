/** How Claude is asked about a poster: which picture, in which words, and under which name the answers are kept. */

import type { AnswerCache } from '../../answers/answer-cache.ts';
import type { Usage } from '../../model/schemas.ts';
import { NOTHING } from '../../model/summary.ts';
import type { ImageLimits } from '../../poster/picture/prepare-image.ts';
import { nextMove } from '../asking/next-move.ts';
import { openPosterInput, type PosterInput, type RenderPdf } from '../asking/poster-input.ts';
import type { AnswerForm } from '../asking/poster-prompt.ts';
import type { Estimate, PosterSource } from '../engine.ts';
import { type ModelTraits, traitsOf } from './claude-models.ts';
import {
  buildRequest,
  type ClaudeRequest,
  estimatePromptTokens,
  questionText,
  type RequestOptions,
  requestDigest,
} from './claude-request.ts';

export interface QuestionOptions {
  model: string;
  /** Longest answer, in tokens; doubled once for a poster whose answer is cut off. */
  maxTokens: number;
  /** Sent only to models that take it. */
  temperature: number | null;
  /** Pixels of the picture's longer side; `null`: as much as the model sees. */
  longEdge: number | null;
  /** Most characters of the picture as base64 text. */
  maxImageBytes: number;
  /** Of a PDF, from 1; `null`: the first that looks like a poster's. */
  posterPage: number | null;
  renderPdf: RenderPdf;
}

/** Tokens of a poster's transcription: see the section on cost in test/bench/RESULTS.md. */
const TYPICAL_ANSWER = 3000;

export class ClaudeQuestions {
  readonly #options: QuestionOptions;
  readonly #traits: ModelTraits;
  readonly #limits: ImageLimits;
  /** All that is asked of every poster, in either form. */
  readonly #asked: Readonly<Record<AnswerForm, string>>;

  /** @throws FatalError for a model that is no longer served */
  constructor(options: QuestionOptions) {
    this.#options = options;
    this.#traits = traitsOf(options.model);
    const { longEdge } = options;
    const sight = longEdge === null ? this.#traits.sight : { longEdge, visualTokens: Number.POSITIVE_INFINITY };
    this.#limits = { ...sight, maxBase64Bytes: options.maxImageBytes, page: options.posterPage };
    const asked = (form: AnswerForm) => questionText(this.#requestOptions(form), this.#limits);
    this.#asked = { schema: asked('schema'), delimiters: asked('delimiters') };
  }

  /** @throws RowError when the poster cannot be read */
  see({ path }: PosterSource, signal: AbortSignal): Promise<PosterInput> {
    return openPosterInput(path, this.#limits, this.#options.renderPdf, signal);
  }

  /** Under which the answers are kept: hexadecimal, 64 letters. */
  digest({ file }: PosterInput, form: AnswerForm): string {
    return requestDigest(file, this.#asked[form]);
  }

  async request(poster: PosterInput, form: AnswerForm, maxTokens: number): Promise<ClaudeRequest> {
    return buildRequest(await poster.picture(), { ...this.#requestOptions(form), maxTokens });
  }

  /** What an answer may use at the most. */
  worst({ size }: PosterInput, form: AnswerForm, maxTokens: number): Usage {
    // Dearer than plain input: what of the prompt is written to the service's cache is not known before.
    return { ...NOTHING, cache_creation_input_tokens: estimatePromptTokens(form, size), output_tokens: maxTokens };
  }

  /** Whether the answers that are kept say all that would be asked. */
  async isAnswered(seen: PosterInput, form: AnswerForm, cache: AnswerCache): Promise<boolean> {
    return nextMove(await cache.get(this.digest(seen, form)), this.#options.maxTokens).move === 'accept';
  }

  /** What a plain answer would use; one that is cut off costs about three times as much. */
  async estimate(
    seen: PosterInput,
    form: AnswerForm,
    cache: AnswerCache,
    dollars: (usage: Usage) => number | null,
  ): Promise<Estimate> {
    if (await this.isAnswered(seen, form, cache)) return { free: true, usage: NOTHING, costUsd: 0 };
    const input = estimatePromptTokens(form, seen.size);
    const output = Math.min(TYPICAL_ANSWER, this.#options.maxTokens);
    const usage = { ...NOTHING, input_tokens: input, output_tokens: output };
    return { free: false, usage, costUsd: dollars(usage) };
  }

  #requestOptions(form: AnswerForm): RequestOptions {
    const { model, maxTokens, temperature } = this.#options;
    return { model, traits: this.#traits, form, maxTokens, temperature };
  }
}
