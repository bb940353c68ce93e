/** Calls to the Messages API: rate-limited, retried, counted, and finished once they are on their way. */
import { setTimeout as sleep } from 'node:timers/promises';
import Anthropic, { AnthropicError, APIConnectionError, APIConnectionTimeoutError } from '@anthropic-ai/sdk';
import type { Message } from '@anthropic-ai/sdk/resources/messages';
import type { StoredAnswer } from '../../answers/stored-answer.ts';
import { FatalError } from '../../model/item.ts';
import { bufferedFetch } from '../asking/buffered-fetch.ts';
import { causeOf, redact } from '../asking/redact.ts';
import { Backoff } from '../pace/backoff.ts';
import { RateLimiter } from '../pace/rate-limiter.ts';
import { isBroken } from './claude-errors.ts';
import type { ClaudeRequest } from './claude-request.ts';

export interface TransportOptions {
  apiKey: string;
  /** `null`: the service's own, or `ANTHROPIC_BASE_URL`. */
  baseUrl: string | null;
  /** Milliseconds an attempt may take. */
  timeoutMs: number;
  /** Attempts after the first, for throttling, server errors and lost connections. */
  maxRetries: number;
  /** Requests in flight at once. */
  concurrency: number;
}

/** Above this the service requires streaming: 21 333 tokens are what it writes in ten minutes. */
const MAX_UNSTREAMED_TOKENS = 21_333;

/** The slowest a service may write, in milliseconds a token: as the client reckons, an hour for 128,000 tokens. */
const LONGEST_TOKEN = 3_600_000 / 128_000;

/** Stands for a lost connection that is tried again: "service unavailable". */
const CONNECTION_LOST = 503;

/** How many lost connections in a row end the run: attempts until the first answer, whole calls from then on. */
const LOST_IN_A_ROW = 5;

type Middleware = NonNullable<Anthropic.RequestOptions['middleware']>[number];

export class ClaudeTransport {
  readonly #client: Anthropic;
  readonly #limiter: RateLimiter;
  readonly #backoff = new Backoff();
  readonly #maxRetries: number;
  /** Must not be stored, whatever a server echoes. */
  readonly #secrets: readonly string[];
  readonly #closing = new AbortController();
  readonly #ending = new AbortController();
  #heard = false;
  #lost = 0;

  constructor(options: TransportOptions) {
    this.#limiter = new RateLimiter(options.concurrency);
    this.#maxRetries = options.maxRetries;
    this.#secrets = [options.apiKey];
    this.#client = new Anthropic({
      apiKey: options.apiKey,
      baseURL: options.baseUrl ?? undefined,
      maxRetries: options.maxRetries,
      timeout: options.timeoutMs,
      logLevel: 'off',
      fetch: bufferedFetch,
    });
  }

  /**
   * An abort ends waiting, in the queue or between attempts. An attempt on its way is paid for, so its answer is awaited.
   * @param timeoutMs Of one attempt. A streamed answer may take as long as it is written; silence ends it.
   */
  async ask(request: ClaudeRequest, timeoutMs: number, reader: AbortSignal): Promise<StoredAnswer> {
    const signal = AbortSignal.any([reader, this.#ending.signal]);
    // Once the client is at work, it would mistake an abort for a lost connection and retry for seconds.
    signal.throwIfAborted();
    const stop = new AbortController();
    const { middleware, stopUnlessSent } = this.#attempts(signal, stop);
    signal.addEventListener('abort', stopUnlessSent, { once: true });
    const options = {
      signal: AbortSignal.any([this.#closing.signal, stop.signal]),
      timeout: isStreamed(request) ? Math.max(timeoutMs, request.max_tokens * LONGEST_TOKEN) : timeoutMs,
      middleware: [middleware],
    };
    try {
      const answer = storedAnswer(await this.#wholeMessage(request, options), request.max_tokens);
      return { ...answer, text: redact(answer.text, this.#secrets.filter(isKeyLike)) };
    } catch (thrown) {
      if (this.#heard && isLostConnection(thrown)) this.#countLost(thrown);
      throw signal.aborted ? signal.reason : thrown;
    } finally {
      signal.removeEventListener('abort', stopUnlessSent);
    }
  }

  /** The client retries what the connection or the status shows; this retries what only the answer itself shows. */
  async #wholeMessage(request: ClaudeRequest, options: { signal: AbortSignal }): Promise<Message> {
    for (let failed = 1; ; failed++) {
      try {
        const message = isStreamed(request)
          ? await this.#client.messages.stream(request, options).finalMessage()
          : await this.#client.messages.create(request, options);
        if (Array.isArray(message.content) && message.usage) return message;
        throw new AnthropicError('it has no content');
      } catch (thrown) {
        if (failed > this.#maxRetries || !isBroken(thrown)) throw thrown;
        await sleep(this.#backoff.waitAfter(failed, Math.random()), undefined, { signal: options.signal });
      }
    }
  }

  /** Begins no further attempt: all would fail as this one did. What is on its way is awaited. */
  end(reason: FatalError): void {
    this.#ending.abort(reason);
  }

  /** Gives up what is still on its way. */
  close(): void {
    this.#closing.abort();
  }

  /** Every attempt of a call, retries included, waits for its turn. */
  #attempts(signal: AbortSignal, stop: AbortController): { middleware: Middleware; stopUnlessSent: () => void } {
    let sent = false;
    let failed = 0;
    const middleware: Middleware = async (request, next) => {
      const ticket = await this.#limiter.enter(signal);
      const entered = performance.now();
      let status: number | null = null;
      sent = true;
      try {
        const response = await next(request);
        status = response.status;
        this.#heard = true;
        this.#lost = 0;
        if (response.ok) this.#backoff.answered(performance.now() - entered);
        return response.ok ? response : this.#withRetryAfter(response, ++failed);
      } catch (thrown) {
        failed++;
        if (!this.#heard && !isAbort(thrown)) this.#countLost(thrown);
        // The client's own waits suit answers that take seconds; the last attempt's error is reported as it is.
        if (!this.#heard || isAbort(thrown) || failed > this.#maxRetries) throw thrown;
        return this.#withRetryAfter(new Response(null, { status: CONNECTION_LOST }), failed);
      } finally {
        this.#limiter.leave(ticket, status === 429 || status === 529);
        sent = false;
        if (signal.aborted && status !== 200) stop.abort(signal.reason);
      }
    };
    const stopUnlessSent = () => {
      if (!sent) stop.abort(signal.reason);
    };
    return { middleware, stopUnlessSent };
  }

  /** Says when to retry, if the server does not. */
  #withRetryAfter(response: Response, attempts: number): Response {
    if (response.headers.has('retry-after') || response.headers.has('retry-after-ms')) return response;
    const wait = Math.ceil(this.#backoff.waitAfter(attempts, Math.random()));
    const headers = new Headers(response.headers);
    headers.set('retry-after-ms', String(wait));
    return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
  }

  /** The fifth in a row ends the run. */
  #countLost(cause: unknown): void {
    this.#lost++;
    if (this.#lost < LOST_IN_A_ROW) return;
    const address = this.#client.baseURL;
    const reason = cause instanceof Error ? causeOf(cause, this.#secrets) : String(cause);
    const hint = 'Check the network, --base-url and proxies; answers so far are kept.';
    this.end(
      new FatalError(`${LOST_IN_A_ROW} connections to ${address} failed in a row (${reason}). ${hint}`, { cause }),
    );
  }
}

const isStreamed = ({ max_tokens }: ClaudeRequest): boolean => max_tokens > MAX_UNSTREAMED_TOKENS;

/** A key made up for a server without keys may be a word that occurs on posters. */
const isKeyLike = (secret: string): boolean => secret.length >= 16;

const isLostConnection = (thrown: unknown): boolean =>
  thrown instanceof APIConnectionError && !(thrown instanceof APIConnectionTimeoutError);

/** Ours, or an attempt's timeout: the server is there. */
const isAbort = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'AbortError';

export const storedAnswer = (message: Message, maxTokens: number): StoredAnswer => ({
  text: message.content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
  stop_reason: message.stop_reason,
  max_tokens: maxTokens,
  usage: {
    input_tokens: message.usage.input_tokens,
    output_tokens: message.usage.output_tokens,
    cache_creation_input_tokens: message.usage.cache_creation_input_tokens ?? 0,
    cache_read_input_tokens: message.usage.cache_read_input_tokens ?? 0,
  },
  model: message.model,
});
