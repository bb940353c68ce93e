/** How Claude is asked about a poster: which picture, in which words, and under which name the answers are kept. */
import type { Usage } from '../../model/schemas.ts';
import { NOTHING } from '../../model/summary.ts';
import { openPoster, type PosterInput } from '../../poster/picture/open-poster.ts';
import type { ImageLimits } from '../../poster/picture/prepare-image.ts';
import type { AskingOptions } from '../asking/asking-engine.ts';
import type { AnswerForm } from '../asking/poster-prompt.ts';
import { promptTokens } from '../asking/prompt-tokens.ts';
import { questionDigest } from '../asking/question-digest.ts';
import type { PosterQuestions } from '../asking/service.ts';
import type { PosterSource } from '../engine.ts';
import { type ModelTraits, traitsOf } from './claude-models.ts';
import { buildRequest, type ClaudeRequest, promptLength, questionText, type RequestOptions } from './claude-request.ts';

/** Tokens of a poster's transcription: see the section on cost in test/bench/RESULTS.md. */
const TYPICAL_ANSWER = 3000;

export class ClaudeQuestions implements PosterQuestions<AnswerForm> {
  readonly maxTokens: number;
  readonly #options: AskingOptions;
  readonly #traits: ModelTraits;
  readonly #limits: ImageLimits;
  /** What is asked about every poster, in either form. */
  readonly #asked: Readonly<Record<AnswerForm, string>>;

  /** @throws FatalError for a model that is no longer served */
  constructor(options: AskingOptions) {
    this.#options = options;
    this.maxTokens = options.maxTokens;
    this.#traits = traitsOf(options.model);
    const { longEdge } = options;
    const sight = longEdge === null ? this.#traits.sight : { longEdge, visualTokens: Number.POSITIVE_INFINITY };
    this.#limits = { ...sight, maxBase64Bytes: options.maxImageBytes, page: options.posterPage };
    const asked = (form: AnswerForm) => questionText(this.#requestOptions(form), this.#limits);
    this.#asked = { schema: asked('schema'), delimiters: asked('delimiters') };
  }

  see({ path }: PosterSource, signal: AbortSignal): Promise<PosterInput> {
    return openPoster(path, this.#limits, this.#options.renderPdf, signal);
  }

  digest({ file }: PosterInput, form: AnswerForm): string {
    return questionDigest(this.#asked[form], file);
  }

  async request(poster: PosterInput, form: AnswerForm, maxTokens: number): Promise<ClaudeRequest> {
    return buildRequest(await poster.picture(), { ...this.#requestOptions(form), maxTokens });
  }

  worst({ size }: PosterInput, form: AnswerForm, maxTokens: number): Usage {
    // Dearer than plain input: how much of the prompt the service will write to its cache is not known beforehand.
    const prompt = promptTokens(promptLength(form), size);
    return { ...NOTHING, cache_creation_input_tokens: prompt, output_tokens: maxTokens };
  }

  typical({ size }: PosterInput, form: AnswerForm): Usage {
    const output = Math.min(TYPICAL_ANSWER, this.maxTokens);
    return { ...NOTHING, input_tokens: promptTokens(promptLength(form), size), output_tokens: output };
  }

  #requestOptions(form: AnswerForm): RequestOptions {
    const { model, maxTokens, temperature } = this.#options;
    return { model, traits: this.#traits, form, maxTokens, temperature };
  }
}
