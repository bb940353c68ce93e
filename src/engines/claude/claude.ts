/** Claude reads posters: one message each, through Anthropic's Messages API. */
import type { StoredAnswer } from '../../answers/stored-answer.ts';
import type { FatalError, RowError } from '../../model/item.ts';
import type { PosterInput } from '../../poster/picture/open-poster.ts';
import { AskingEngine, type AskingOptions } from '../asking/asking-engine.ts';
import type { AnswerForm } from '../asking/poster-prompt.ts';
import type { Service } from '../asking/service.ts';
import type { Engine } from '../engine.ts';
import { failureOfCall, refusesSchema, refusesSoMany } from './claude-errors.ts';
import { ClaudeQuestions } from './claude-questions.ts';
import { ClaudeTransport, type TransportOptions } from './claude-transport.ts';

export type ClaudeOptions = AskingOptions & TransportOptions;

/** @throws FatalError for a model that is no longer served, or a limit in dollars where no price is known. */
export function openClaude(options: ClaudeOptions): Engine {
  return new AskingEngine(new Claude(options), options);
}

/** Longest wait that a throttling service is expected to ask for, in milliseconds. */
const LONGEST_BACKOFF_MS = 60_000;

class Claude extends ClaudeQuestions implements Service<AnswerForm> {
  readonly name = 'claude';
  readonly model: string;
  readonly places: number;
  readonly attemptMs: number;
  readonly timeoutMs: number;
  readonly transport: ClaudeTransport;
  readonly refusesLength = refusesSoMany;
  readonly dialects: Service<AnswerForm>['dialects'];
  readonly #apiKey: string;

  constructor(options: ClaudeOptions) {
    super(options);
    const { model, concurrency, timeoutMs, maxRetries, answerForm } = options;
    this.model = model;
    this.places = concurrency;
    this.attemptMs = timeoutMs;
    // Asked twice at the most, the second time for twice as long.
    this.timeoutMs = (maxRetries + 1) * (3 * timeoutMs + 2 * LONGEST_BACKOFF_MS);
    this.dialects = answerForm === 'auto' ? ['schema', 'delimiters'] : [answerForm];
    this.#apiKey = options.apiKey;
    this.transport = new ClaudeTransport(options);
  }

  async send(input: PosterInput, form: AnswerForm, maxTokens: number, signal: AbortSignal): Promise<StoredAnswer> {
    // A longer answer may take longer.
    const timeoutMs = Math.ceil(this.attemptMs * Math.max(1, maxTokens / this.maxTokens));
    return this.transport.ask(await this.request(input, form, maxTokens), timeoutMs, signal);
  }

  adapt(form: AnswerForm, thrown: unknown): AnswerForm | null {
    return form === 'schema' && this.dialects.length > 1 && refusesSchema(thrown) ? 'delimiters' : null;
  }

  failureOf(thrown: unknown): RowError | FatalError {
    return failureOfCall(thrown, this.model, [this.#apiKey]);
  }
}
