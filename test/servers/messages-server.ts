/** A strict loopback server that speaks the Messages API, with faults from a seed. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import type { DraftPoster } from '../../src/poster/layout/draft-layout.ts';
import { asFields, asList, type Fields } from '../../src/poster/layout/loose-fields.ts';
import { BATCHES, type BatchOptions, type BatchResult, BatchService } from './batch-service.ts';
import { listen } from './listen.ts';
import { answerAbout, type SeenPicture, usageOf } from './messages-answer.ts';
import { complaintAboutBody, complaintAboutHeaders } from './messages-checks.ts';
import { type Fault, type FaultShares, faultOf } from './messages-faults.ts';
import { sendError, sendJson } from './send.ts';

export interface MessagesServerOptions {
  /** The one key that is let in. */
  apiKey: string;
  seed: number;
  /** From the request to its answer. */
  latencyMs: number;
  faults: FaultShares;
  /** A fault for the nth request about a picture, from 0; before those of chance. */
  faultAt: (attempt: number) => Fault | null;
  /** Whether the key counts as wrong for this request, though it is the one. */
  refuses: () => boolean;
  /** What the server says to a wrong key. */
  complaint: string;
  /** Requests above this rate are answered 429; `null` takes all. */
  requestsPerSecond: number | null;
  /** Whether answers can be held to a schema. */
  takesSchema: boolean;
  /** Tokens of the longest answer that the model writes. */
  mostTokens: number;
  /** The model. */
  answer: (picture: SeenPicture) => DraftPoster;
  /** Whether exchanges are kept in memory. */
  keep: boolean;
  /** How batches are taken and answered. */
  batches: Partial<BatchOptions>;
  /** Told of every request as it is answered. */
  onExchange: (exchange: Exchange) => void;
}

/** One request and what became of it. */
export interface Exchange {
  /** SHA-256 of the picture; empty if the request never got so far. */
  picture: string;
  status: number | 'reset';
  fault: Fault | null;
  /** An answer was written and would be billed. */
  paid: boolean;
  usage: ReturnType<typeof usageOf> | null;
  headers: Fields;
  /** The body without its messages. */
  parameters: Fields;
}

export interface MessagesServer extends AsyncDisposable {
  readonly url: string;
  readonly batches: BatchService;
  readonly exchanges: readonly Exchange[];
}

const DEFAULTS: MessagesServerOptions = {
  apiKey: 'test-key',
  seed: 1,
  latencyMs: 0,
  faults: {},
  faultAt: () => null,
  refuses: () => false,
  complaint: 'invalid API key',
  requestsPerSecond: null,
  takesSchema: true,
  mostTokens: 128_000,
  answer: answerAbout,
  keep: true,
  batches: {},
  onExchange: () => {},
};

export async function openMessagesServer(given: Partial<MessagesServerOptions> = {}): Promise<MessagesServer> {
  const options = { ...DEFAULTS, ...given };
  const exchanges: Exchange[] = [];
  const service = new MessagesService(options, (exchange) => {
    if (options.keep) exchanges.push(exchange);
    options.onExchange(exchange);
  });
  const batches = new BatchService(options.batches, {
    answer: (body) => service.answerInBatch(body),
    letsIn: (headers) => keyIn(headers) === options.apiKey,
  });
  const server = await listen((request, response) =>
    request.url?.startsWith(BATCHES) ? batches.serve(request, response) : service.serve(request, response),
  );
  return { url: server.url, exchanges, batches, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

const UNPAID_STATUS: Partial<Record<Fault, [number, string]>> = {
  throttled: [429, 'rate_limit_error'],
  'throttled-with-wait': [429, 'rate_limit_error'],
  overloaded: [529, 'overloaded_error'],
  'server-error': [500, 'api_error'],
  unauthorised: [401, 'authentication_error'],
};

const STOP_REASONS: Partial<Record<Fault, string>> = {
  refusal: 'refusal',
  'cut-off': 'max_tokens',
  'window-full': 'model_context_window_exceeded',
};

class MessagesService {
  readonly #options: MessagesServerOptions;
  readonly #log: (exchange: Exchange) => void;
  readonly #attempts = new Map<string, number>();
  readonly #cachedPrompts = new Set<string>();
  #allowance: number;
  #refilled = performance.now();

  constructor(options: MessagesServerOptions, log: (exchange: Exchange) => void) {
    this.#options = options;
    this.#log = log;
    this.#allowance = options.requestsPerSecond ?? 0;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrived = performance.now();
    const headers: Fields = request.headers;
    const body = asFields(await json(request));
    const { messages: _, ...parameters } = body;
    const log = (status: Exchange['status'], rest: Partial<Exchange> = {}) =>
      this.#log({ picture: '', fault: null, paid: false, usage: null, headers, parameters, status, ...rest });
    const refuse = (status: number, type: string, message: string, rest: Partial<Exchange> = {}) => {
      log(status, rest);
      sendError(response, status, type, message);
    };
    if (request.method !== 'POST' || request.url !== '/v1/messages') return refuse(404, 'not_found_error', 'Not found');
    if (keyIn(headers) !== this.#options.apiKey || this.#options.refuses())
      return refuse(401, 'authentication_error', this.#options.complaint);
    const complaint = complaintAboutHeaders(headers) ?? (await complaintAboutBody(body, this.#options.mostTokens));
    if (complaint !== null) return refuse(400, 'invalid_request_error', complaint);
    const refused = this.#complaintAboutSchema(body);
    if (refused !== null) return refuse(400, 'invalid_request_error', refused);
    const picture = await pictureIn(body);
    if (!this.#admit()) {
      return refuse(429, 'rate_limit_error', 'Number of requests has exceeded your rate limit', {
        picture: picture.digest,
      });
    }
    await this.#answer(picture, body, { arrived, response, log });
  }

  /** A bucket that holds a tenth of a second's requests. */
  #admit(): boolean {
    const { requestsPerSecond } = this.#options;
    if (requestsPerSecond === null) return true;
    const now = performance.now();
    const filled = this.#allowance + ((now - this.#refilled) / 1000) * requestsPerSecond;
    this.#allowance = Math.min(Math.max(1, requestsPerSecond / 10), filled);
    this.#refilled = now;
    if (this.#allowance < 1) return false;
    this.#allowance -= 1;
    return true;
  }

  async #answer(
    picture: SeenPicture,
    body: Fields,
    {
      arrived,
      response,
      log,
    }: {
      arrived: number;
      response: ServerResponse;
      log: (status: Exchange['status'], rest: Partial<Exchange>) => void;
    },
  ): Promise<void> {
    const fault = this.#faultOf(picture);
    const about = { picture: picture.digest, fault };
    // Looking over a request is part of the time that its answer takes.
    const due = arrived + this.#options.latencyMs * (fault === 'slow' ? 20 : 1);
    await sleep(Math.max(0, due - performance.now()));
    if (fault === 'reset') {
      log('reset', about);
      response.socket?.resetAndDestroy();
      return;
    }
    const unpaid = fault === null ? undefined : UNPAID_STATUS[fault];
    if (unpaid !== undefined) {
      if (fault === 'throttled-with-wait') response.setHeader('retry-after', '1');
      log(unpaid[0], about);
      return sendError(response, unpaid[0], unpaid[1], `injected: ${fault}`);
    }
    const message = this.#message(picture, body, fault);
    log(fault === 'reset-in-body' ? 'reset' : 200, { ...about, paid: true, usage: message.usage });
    if (fault === 'reset-in-body') return sendHalf(response, JSON.stringify(message));
    if (fault === 'malformed') return sendMalformed(response, body.stream === true, message);
    if (body.stream === true) return sendStreamed(response, message);
    sendJson(response, 200, message);
  }

  /** One request of a batch: refused ones are errors of their own. */
  async answerInBatch(body: Fields): Promise<BatchResult> {
    const complaint = await complaintAboutBody(body, this.#options.mostTokens);
    if (complaint !== null) return errored('invalid_request_error', complaint);
    const refused = this.#complaintAboutSchema(body);
    if (refused !== null) return errored('invalid_request_error', refused);
    const picture = await pictureIn(body);
    const fault = this.#faultOf(picture);
    if (fault === 'expired') return { type: 'expired' };
    const unpaid = fault === null ? undefined : UNPAID_STATUS[fault];
    if (unpaid !== undefined) return errored(unpaid[1], `injected: ${fault}`);
    const message = this.#message(picture, body, fault);
    const { messages: _, ...parameters } = body;
    const { digest } = picture;
    this.#log({ picture: digest, status: 200, fault, paid: true, usage: message.usage, headers: {}, parameters });
    return { type: 'succeeded', message };
  }

  #complaintAboutSchema(body: Fields): string | null {
    const isRefused = !this.#options.takesSchema && asFields(body.output_config).format !== undefined;
    return isRefused ? 'output_config.format: Extra inputs are not permitted' : null;
  }

  /** What goes wrong this time. */
  #faultOf({ digest }: SeenPicture): Fault | null {
    const attempt = this.#attempts.get(digest) ?? 0;
    this.#attempts.set(digest, attempt + 1);
    const { faultAt, faults, seed } = this.#options;
    return faultAt(attempt) ?? faultOf(faults, seed, `${digest}/${attempt}`);
  }

  #message(picture: SeenPicture, body: Fields, fault: Fault | null) {
    const draft = this.#options.answer(picture);
    const schema = asFields(body.output_config).format !== undefined;
    const whole = schema
      ? JSON.stringify(draft)
      : `---CONTENT---\n${draft.content}\n---LAYOUT---\n${JSON.stringify(draft.layout)}`;
    const text = spoil(whole, fault);
    const system = asList(body.system).map(asFields);
    const systemText = system.map((block) => String(block.text)).join('');
    return {
      id: `msg_${picture.digest.slice(0, 16)}`,
      type: 'message',
      role: 'assistant',
      model: String(body.model),
      content:
        fault === 'refusal'
          ? []
          : [
              { type: 'thinking', thinking: '', signature: 'x' },
              { type: 'text', text },
            ],
      stop_reason: (fault && STOP_REASONS[fault]) ?? 'end_turn',
      stop_sequence: null,
      usage: usageOf(picture, { system: systemText, answer: text }, this.#promptCache(system, systemText)),
    };
  }

  #promptCache(system: readonly Fields[], text: string): 'no' | 'written' | 'read' {
    if (!system.some((block) => block.cache_control !== undefined)) return 'no';
    const known = this.#cachedPrompts.has(text);
    this.#cachedPrompts.add(text);
    return known ? 'read' : 'written';
  }
}

const errored = (type: string, message: string): BatchResult => ({
  type: 'errored',
  error: { type: 'error', error: { type, message } },
});

const keyIn = (headers: Fields): unknown =>
  headers['x-api-key'] ?? /^Bearer (.*)$/.exec(String(headers.authorization))?.[1];

function spoil(text: string, fault: Fault | null): string {
  if (fault === 'cut-off' || fault === 'window-full') return text.slice(0, Math.floor(text.length * 0.8));
  if (fault === 'garbled') return 'I am sorry, here is a poem about posters instead.';
  return text;
}

async function pictureIn(body: Fields): Promise<SeenPicture> {
  const [message] = asList(body.messages).map(asFields);
  const [image] = asList(message?.content).map(asFields);
  const bytes = Buffer.from(String(asFields(image?.source).data), 'base64');
  const { width, height } = await sharp(bytes).metadata();
  return { digest: createHash('sha256').update(bytes).digest('hex'), width, height };
}

function sendHalf(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.write(body.slice(0, body.length / 2), () => response.socket?.resetAndDestroy());
}

/** What the status says is an answer, and is none: half an object, or a stream that ends in an error. */
function sendMalformed(response: ServerResponse, streamed: boolean, message: StreamedMessage): void {
  if (!streamed) {
    const body = JSON.stringify(message);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(body.slice(0, body.length / 2));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const error = { type: 'error', error: { type: 'overloaded_error', message: 'injected: malformed' } };
  for (const event of [{ type: 'message_start', message: { ...message, content: [], stop_reason: null } }, error])
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  response.end();
}

interface StreamedMessage {
  content: readonly ({ type: 'text'; text: string } | { type: string })[];
  stop_reason: string;
  usage: object;
}

function sendStreamed(response: ServerResponse, message: StreamedMessage): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_test' });
  const send = (type: string, data: object) =>
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
  send('message_start', { message: { ...message, content: [], stop_reason: null } });
  const texts = message.content.filter((block) => 'text' in block);
  texts.forEach((block, index) => {
    send('content_block_start', { index, content_block: { type: 'text', text: '' } });
    for (let at = 0; at < block.text.length; at += 200) {
      send('content_block_delta', { index, delta: { type: 'text_delta', text: block.text.slice(at, at + 200) } });
    }
    send('content_block_stop', { index });
  });
  send('message_delta', { delta: { stop_reason: message.stop_reason, stop_sequence: null }, usage: message.usage });
  send('message_stop', {});
  response.end();
}
