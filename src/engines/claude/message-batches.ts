/** The Message Batches API: https://platform.claude.com/docs/en/build-with-claude/batch-processing */
import { openAsBlob } from 'node:fs';
import Anthropic, { APIConnectionError, APIError } from '@anthropic-ai/sdk';
import type { MessageBatch, MessageBatchIndividualResponse } from '@anthropic-ai/sdk/resources/messages';
import { FatalError, type RowError } from '../../model/item.ts';
import { redact } from '../asking/redact.ts';
import { failureOfCall } from './claude-errors.ts';

export interface BatchServiceOptions {
  apiKey: string;
  /** `null`: the service's own, or `ANTHROPIC_BASE_URL`. */
  baseUrl: string | null;
  model: string;
  /** Attempts after the first, of calls that create nothing. */
  maxRetries: number;
}

/** Milliseconds; 256 MB at 4 Mbit a second. */
const UPLOAD_TIMEOUT = 10 * 60_000;

/** The outcome of an attempt to create a batch. */
export type Creation =
  | { outcome: 'created'; batch: MessageBatch }
  /** The service refuses a request of this size. */
  | { outcome: 'too-large'; said: string }
  | { outcome: 'throttled'; said: string }
  /** No answer came: the batch may or may not have been created. */
  | { outcome: 'unknown'; said: string };

export class MessageBatches {
  readonly #client: Anthropic;
  readonly #options: BatchServiceOptions;

  constructor(options: BatchServiceOptions) {
    const { apiKey, baseUrl, maxRetries } = options;
    this.#options = options;
    this.#client = new Anthropic({ apiKey, baseURL: baseUrl ?? undefined, maxRetries, logLevel: 'off' });
  }

  /**
   * Sends a file as it is, `{"requests": […]}`. Never retried automatically: a lost answer does not mean that no batch
   * was created.
   * @throws FatalError when no batch would be accepted
   */
  async create(bodyPath: string): Promise<Creation> {
    const body = await openAsBlob(bodyPath);
    const headers = { 'content-type': 'application/json' };
    try {
      const batch: MessageBatch = await this.#client.post('/v1/messages/batches', {
        body,
        headers,
        maxRetries: 0,
        timeout: UPLOAD_TIMEOUT,
      });
      return { outcome: 'created', batch };
    } catch (thrown) {
      if (!(thrown instanceof APIError)) throw thrown;
      const said = redact(thrown.message, [this.#options.apiKey]);
      if (thrown.status === 413) return { outcome: 'too-large', said };
      if (thrown.status === 429) return { outcome: 'throttled', said };
      if (thrown instanceof APIConnectionError || (thrown.status ?? 500) >= 500) return { outcome: 'unknown', said };
      const { message } = this.#failure(thrown);
      throw new FatalError(message, { cause: thrown });
    }
  }

  /** `null` for a batch that the service does not know. @throws RowError, FatalError */
  async find(id: string): Promise<MessageBatch | null> {
    return this.#client.messages.batches.retrieve(id).catch((thrown) => {
      if (thrown instanceof APIError && thrown.status === 404) return null;
      throw this.#failure(thrown);
    });
  }

  /** All that the service knows, newest first. @throws RowError, FatalError */
  async *newestFirst(): AsyncGenerator<MessageBatch> {
    try {
      yield* this.#client.messages.batches.list({ limit: 100 });
    } catch (thrown) {
      throw this.#failure(thrown);
    }
  }

  /** In no particular order. If the connection is lost on the way, the results so far are good. @throws RowError, FatalError */
  async *results(id: string): AsyncGenerator<MessageBatchIndividualResponse> {
    try {
      yield* await this.#client.messages.batches.results(id);
    } catch (thrown) {
      throw this.#failure(thrown);
    }
  }

  /** What is under way is finished and paid for; the rest is not begun. @throws RowError, FatalError */
  async cancel(id: string): Promise<MessageBatch> {
    return this.#client.messages.batches.cancel(id).catch((thrown) => {
      throw this.#failure(thrown);
    });
  }

  /** A FatalError if no later attempt would fare better. */
  #failure(thrown: unknown): RowError | FatalError {
    return failureOfCall(thrown, this.#options.model, [this.#options.apiKey]);
  }
}
