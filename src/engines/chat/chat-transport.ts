/** Calls to Chat Completions servers: spread over them, rate-limited, retried, and awaited once they are on their way. */
import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import type { StoredAnswer } from '../../answers/stored-answer.ts';
import { FatalError } from '../../model/item.ts';
import { causeOf } from '../asking/redact.ts';
import { Backoff } from '../pace/backoff.ts';
import { RateLimiter } from '../pace/rate-limiter.ts';
import { gatherAnswer } from './chat-answer.ts';
import { isLost, isPassing } from './chat-errors.ts';
import type { ChatRequest } from './chat-request.ts';
import { type Lease, ServerPool } from './server-pool.ts';

export interface ChatTransportOptions {
  /** Each up to and including `/v1`. */
  baseUrls: readonly string[];
  apiKey: string;
  /** Milliseconds without a word after which an attempt is given up. */
  timeoutMs: number;
  /** Attempts after the first, for throttling, server errors and lost connections. */
  maxRetries: number;
  /** Requests in flight at each server. */
  concurrency: number;
}

/** A server that never stops talking is given up after this many timeouts. */
export const LONGEST_IN_TIMEOUTS = 20;

/** Longest wait that a server may ask for, in milliseconds. */
const LONGEST_WAIT_MS = 60_000;

interface ChatServer {
  readonly client: OpenAI;
  readonly limiter: RateLimiter;
}

export const openChatClient = (baseUrl: string, apiKey: string): OpenAI =>
  new OpenAI({ baseURL: baseUrl, apiKey: apiKey || PLACEHOLDER_KEY, maxRetries: 0, logLevel: 'off' });

/** Local servers need no key; the client insists on one. */
const PLACEHOLDER_KEY = 'none';

export class ChatTransport {
  readonly #options: ChatTransportOptions;
  readonly #pool: ServerPool<ChatServer>;
  readonly #backoff = new Backoff();
  readonly #closing = new AbortController();
  readonly #ending = new AbortController();

  constructor(options: ChatTransportOptions) {
    this.#options = options;
    const servers = options.baseUrls.map((baseUrl) => ({
      client: openChatClient(baseUrl, options.apiKey),
      limiter: new RateLimiter(options.concurrency),
    }));
    this.#pool = new ServerPool(servers, options.concurrency);
  }

  /** An abort ends waiting, in the queue or between attempts; an attempt on its way is awaited. */
  async ask(request: ChatRequest, maxTokens: number, reader: AbortSignal): Promise<StoredAnswer> {
    const signal = AbortSignal.any([reader, this.#ending.signal]);
    for (let attempts = 1; ; attempts++) {
      const lease = await this.#pool.borrow(signal);
      try {
        return await this.#attempt(lease, request, maxTokens, signal);
      } catch (thrown) {
        if (isLost(thrown) && this.#pool.dead) this.end(this.#nobodyAnswers(thrown));
        signal.throwIfAborted();
        if (!isPassing(thrown) || attempts > this.#options.maxRetries) throw thrown;
        // A lost server is skipped for a while: the next one may be asked at once.
        if (!isLost(thrown)) await this.#wait(thrown, attempts, signal);
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

  async #attempt(
    { server, release }: Lease<ChatServer>,
    request: ChatRequest,
    maxTokens: number,
    signal: AbortSignal,
  ): Promise<StoredAnswer> {
    const ticket = await server.limiter.enter(signal).catch((reason) => {
      release('unknown');
      throw reason;
    });
    const sent = performance.now();
    let throttled = false;
    let lost = false;
    try {
      const answer = await this.#hear(server.client, request, maxTokens);
      this.#backoff.answered(performance.now() - sent);
      return answer;
    } catch (thrown) {
      throttled = thrown instanceof APIError && thrown.status === 429;
      lost = isLost(thrown);
      throw thrown;
    } finally {
      server.limiter.leave(ticket, throttled);
      release(lost ? 'lost' : 'answered');
    }
  }

  /** Streamed, to tell a long answer from a dead server. @throws APIError of the matching kind */
  async #hear(client: OpenAI, request: ChatRequest, maxTokens: number): Promise<StoredAnswer> {
    const { timeoutMs } = this.#options;
    const silent = new AbortController();
    const silence = setTimeout(() => silent.abort(), timeoutMs);
    const overall = AbortSignal.timeout(LONGEST_IN_TIMEOUTS * timeoutMs);
    try {
      const signal = AbortSignal.any([this.#closing.signal, silent.signal, overall]);
      const chunks = await client.chat.completions.create(request, { signal });
      return await gatherAnswer(chunks, maxTokens, () => void silence.refresh());
    } catch (thrown) {
      if (silent.signal.aborted || overall.aborted) throw new APIConnectionTimeoutError();
      if (thrown instanceof APIError || this.#closing.signal.aborted) throw thrown;
      throw new APIConnectionError(thrown instanceof Error ? { cause: thrown } : {});
    } finally {
      clearTimeout(silence);
    }
  }

  async #wait(thrown: unknown, attempts: number, signal: AbortSignal): Promise<void> {
    const asked = thrown instanceof APIError ? askedWait(thrown.headers) : null;
    const wait = asked ?? this.#backoff.waitAfter(attempts, Math.random());
    // Woken by an abort: throw its reason.
    await sleep(Math.min(LONGEST_WAIT_MS, wait), undefined, { signal }).catch(() => signal.throwIfAborted());
  }

  #nobodyAnswers(cause: unknown): FatalError {
    const reason = cause instanceof Error ? causeOf(cause) : String(cause);
    const where = this.#options.baseUrls.join(', ');
    const hint = 'Is the server up? Check --base-url; poster-stream doctor tells more. Answers so far are kept.';
    return new FatalError(`Nobody answers at ${where} (${reason}). ${hint}`, { cause });
  }
}

/** Milliseconds that `retry-after` names; `null` where it is absent or a date. */
function askedWait(headers: Headers | undefined): number | null {
  const seconds = Number.parseFloat(headers?.get('retry-after') ?? '');
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
