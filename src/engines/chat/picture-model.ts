/** A vision model behind Chat Completions that can be asked any question about pictures. */
import type { ChatCompletionContentPart } from 'openai/resources/chat/completions';
import type { StoredAnswer } from '../../answers/stored-answer.ts';
import { untilAborted } from '../../lib/until-aborted.ts';
import { FatalError } from '../../model/item.ts';
import type { PreparedImage } from '../../poster/picture/prepare-image.ts';
import { LearntDialect } from '../asking/learnt-dialect.ts';
import type { OnPaid } from '../engine.ts';
import { adaptDialect, failureOfChat } from './chat-errors.ts';
import { type ChatRequest, type Dialect, dataUri } from './chat-request.ts';
import { ChatTransport, type ChatTransportOptions, LONGEST_IN_TIMEOUTS } from './chat-transport.ts';
import type { Servers } from './server-address.ts';

export interface PictureModelOptions extends ChatTransportOptions, Pick<Servers, 'ready' | 'gone'> {
  model: string;
  onPaid: OnPaid;
}

export interface PictureQuestion {
  pictures: readonly Pick<PreparedImage, 'mediaType' | 'data'>[];
  words: string;
  /** Most tokens of the answer. */
  maxTokens: number;
  /** Constrains the answer to a schema, as long as the servers accept one. */
  format?: ChatRequest['response_format'];
}

export class PictureModel implements AsyncDisposable {
  /** Requests in flight at all servers together. */
  readonly places: number;
  /** Milliseconds that one question may take, all attempts together. */
  readonly timeoutMs: number;
  readonly #options: PictureModelOptions;
  readonly #transport: ChatTransport;
  readonly #dialect = new LearntDialect<Dialect>({ form: 'schema', limit: 'max_tokens', temperature: true });

  constructor(options: PictureModelOptions) {
    this.#options = options;
    this.places = options.concurrency * options.baseUrls.length;
    this.timeoutMs = 2 * (options.maxRetries + 1) * LONGEST_IN_TIMEOUTS * options.timeoutMs;
    this.#transport = new ChatTransport(options);
    const { gone } = options;
    gone?.addEventListener('abort', () => this.#transport.end(gone.reason), { once: true });
  }

  /** @throws RowError when this question cannot be answered; FatalError when none could be */
  async ask(question: PictureQuestion, signal: AbortSignal): Promise<StoredAnswer> {
    const answer = await untilAborted(this.#ask(question, signal), signal);
    // The server is the user's own: its answers count in tokens, not in dollars.
    this.#options.onPaid(answer.usage, 0);
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#transport.close();
  }

  async #ask(question: PictureQuestion, signal: AbortSignal): Promise<StoredAnswer> {
    await this.#options.ready?.();
    const send = (dialect: Dialect) =>
      this.#transport.ask(this.#request(question, dialect), question.maxTokens, signal);
    const adapt = (dialect: Dialect, thrown: unknown) => adaptDialect(dialect, thrown, question.format !== undefined);
    return this.#dialect.speak(send, adapt).catch((thrown) => {
      const failure = failureOfChat(thrown, this.#options.model, [this.#options.apiKey]);
      if (failure instanceof FatalError) this.#transport.end(failure);
      throw failure;
    });
  }

  #request({ pictures, words, maxTokens, format }: PictureQuestion, dialect: Dialect): ChatRequest {
    const { form, limit, temperature } = dialect;
    return {
      model: this.#options.model,
      messages: [{ role: 'user', content: [...pictures.map(showing), { type: 'text', text: words }] }],
      [limit]: maxTokens,
      ...(temperature ? { temperature: 0 } : {}),
      ...(format && form === 'schema' ? { response_format: format } : {}),
      stream: true,
      stream_options: { include_usage: true },
    };
  }
}

const showing = (picture: PictureQuestion['pictures'][number]): ChatCompletionContentPart => ({
  type: 'image_url',
  image_url: { url: dataUri(picture) },
});
