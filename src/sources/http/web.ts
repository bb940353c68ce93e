/** One way to ask the web: guarded addresses, redirects by the same rules, hosts asked with manners, troubles retried. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, type Dispatcher, request } from 'undici';
import { RowError } from '../../model/item.ts';
import { checkAddress, type GuardOptions, guardedLookup } from './address-guard.ts';
import { HostQueue, type Manners } from './host-queue.ts';

export interface WebOptions extends GuardOptions, Manners {
  /** Who asks, and where to complain. */
  readonly userAgent: string;
  /** Milliseconds without a byte after which an answer is given up. */
  readonly idleMs: number;
  readonly maxRetries: number;
  /** Hosts with manners of their own. */
  readonly special?: ReadonlyMap<string, Manners>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Dispatcher.ResponseData['body'];
  /** Where the answer came from in the end. */
  readonly url: string;
}

type Headers = Readonly<Record<string, string>>;

const MOST_REDIRECTS = 8;
/** Milliseconds. */
const LONGEST_REST = 120_000;
const FIRST_PAUSE = 500;
const PASSING_TROUBLES = new Set([408, 429, 500, 502, 503, 504]);

export class Web implements AsyncDisposable {
  readonly #options: WebOptions;
  readonly #agent: Agent;
  readonly #hosts: HostQueue;

  constructor(options: WebOptions) {
    this.#options = options;
    this.#agent = new Agent({
      connect: { lookup: guardedLookup(options), timeout: options.idleMs },
      headersTimeout: options.idleMs,
      bodyTimeout: options.idleMs,
      // Bodies are read as they were stored: nothing small can become something large.
      maxResponseSize: -1,
    });
    this.#hosts = new HostQueue(options, options.special);
  }

  /**
   * Asks until there is an answer that is no passing trouble, and hands it over while the host's place is still held.
   * @throws RowError `unsafe-path`, `rate-limited`, `engine-unavailable` where nobody answers; what `use` throws
   */
  async get<T>(
    address: string,
    { headers = {}, signal }: { headers?: Headers; signal: AbortSignal },
    use: (answer: Answer) => Promise<T>,
  ): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await this.#follow(address, headers, signal, use);
      if ('value' in outcome) return outcome.value;
      if (attempt >= this.#options.maxRetries || outcome.error instanceof RowError) throw asRowError(outcome, address);
      await sleep(FIRST_PAUSE * 2 ** attempt, null, { signal });
    }
  }

  /** Along the redirects, each by the rules of the first; credentials stay with the host they were meant for. */
  async #follow<T>(
    address: string,
    headers: Headers,
    signal: AbortSignal,
    use: (answer: Answer) => Promise<T>,
  ): Promise<Outcome<T>> {
    let url = checkAddress(address, this.#options);
    const first = url.host;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const sent = url.host === first ? headers : withoutSecrets(headers);
      const outcome = await this.#hosts.ask(url.host, signal, () => this.#ask(url, sent, signal, use));
      if (!('location' in outcome)) return outcome;
      url = checkAddress(new URL(outcome.location, url).href, this.#options);
    }
    return { error: new RowError('not-found', `${address} redirects more than ${MOST_REDIRECTS} times`) };
  }

  async #ask<T>(
    url: URL,
    headers: Headers,
    signal: AbortSignal,
    use: (answer: Answer) => Promise<T>,
  ): Promise<Outcome<T> | { location: string }> {
    let answer: Dispatcher.ResponseData;
    try {
      const own = { 'user-agent': this.#options.userAgent, 'accept-encoding': 'identity' };
      answer = await request(url, { dispatcher: this.#agent, headers: { ...own, ...headers }, signal });
    } catch (error) {
      signal.throwIfAborted();
      return { error };
    }
    const { statusCode: status, body } = answer;
    const { location, 'retry-after': retryAfter } = answer.headers;
    if (status >= 300 && status < 400 && status !== 304 && typeof location === 'string') {
      await body.dump();
      return { location };
    }
    if (PASSING_TROUBLES.has(status)) {
      await body.dump();
      this.#hosts.rest(url.host, restOf(retryAfter));
      return { error: new Error(`HTTP ${status}`), status };
    }
    return { value: await use({ status, headers: answer.headers, body, url: url.href }) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.destroy();
  }
}

type Outcome<T> = { value: T } | { error: unknown; status?: number };

const SECRETS = new Set(['authorization', 'cookie']);

const withoutSecrets = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !SECRETS.has(name.toLowerCase())));

/** Milliseconds that `Retry-After` asks for, as seconds or as a date (RFC 9110, 10.2.3). */
function restOf(header: string | string[] | undefined): number {
  const text = Array.isArray(header) ? header[0] : header;
  if (text === undefined) return 0;
  const milliseconds = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Math.min(Math.max(0, milliseconds || 0), LONGEST_REST);
}

function asRowError({ error, status }: { error: unknown; status?: number }, address: string): RowError {
  if (error instanceof RowError) return error;
  // What the guard threw while the name was resolved.
  if (error instanceof Error && error.cause instanceof RowError) return error.cause;
  const reason = error instanceof Error ? error.message : String(error);
  const code = status === 429 || status === 503 ? 'rate-limited' : 'engine-unavailable';
  return new RowError(code, `${address}: ${reason}`, { cause: error });
}
