/** A strict loopback server that speaks Chat Completions, streamed, as local servers do. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { asFields, type Fields } from '../../src/poster/layout/loose-fields.ts';
import { complaintAboutParameters, picturesIn, userParts } from './chat-checks.ts';
import { type Listening, listen } from './listen.ts';
import { answerAbout } from './messages-answer.ts';

export interface ChatServerOptions {
  /** The one key that is let in; `null` lets in all. */
  apiKey: string | null;
  model: string;
  /** From the request to the first word. */
  latencyMs: number;
  takesImages: boolean;
  takesSchema: boolean;
  /** Tokens of an answer that fit into its context. */
  mostTokens: number;
  /** Which name of the limit it knows. */
  limit: 'max_tokens' | 'max_completion_tokens';
  /** Where the answer is put. */
  answersIn: 'content' | 'reasoning_content' | 'reasoning';
  /** What becomes of the nth request, from 0. */
  fate: (nth: number) => ChatFate;
  /** The model: what it says, given what it was asked. */
  answer: (question: ChatQuestion) => string | Promise<string>;
  port: number;
}

/** A status other than 200 is answered as such; the others are what can happen to a stream. */
export type ChatFate = 'answered' | 'reset' | 'broken-off' | 'cut-off' | 'hang' | 429 | 500 | 503;

export interface ChatQuestion {
  text: string;
  pictures: readonly { bytes: Buffer; digest: string; width: number; height: number }[];
  held: boolean;
}

export interface ChatServer extends Listening {
  /** Up to and including `/v1`. */
  readonly baseUrl: string;
  /** Bodies of all requests for a completion, in order. */
  readonly requests: readonly Fields[];
  /** Most requests that were in flight at once. */
  readonly peak: number;
}

const DEFAULTS: ChatServerOptions = {
  apiKey: null,
  model: 'test/vision-model',
  latencyMs: 0,
  takesImages: true,
  takesSchema: true,
  mostTokens: 200_000,
  limit: 'max_tokens',
  answersIn: 'content',
  fate: () => 'answered',
  answer: posterAnswer,
  port: 0,
};

export async function openChatServer(given: Partial<ChatServerOptions> = {}): Promise<ChatServer> {
  const service = new ChatService({ ...DEFAULTS, ...given });
  const { url, [Symbol.asyncDispose]: close } = await listen((...call) => service.serve(...call), given.port);
  return {
    url,
    baseUrl: `${url}/v1`,
    requests: service.requests,
    get peak() {
      return service.peak;
    },
    [Symbol.asyncDispose]: close,
  };
}

/** A plausible poster, in the form that was asked for. */
export function posterAnswer({ pictures: [picture], held }: ChatQuestion): string {
  if (picture === undefined) return held ? '{}' : 'There is no picture.';
  const { content, layout } = answerAbout(picture);
  if (held) return JSON.stringify({ content, layout });
  return `---CONTENT---\n${content}\n---LAYOUT---\n${JSON.stringify(layout)}`;
}

class ChatService {
  readonly requests: Fields[] = [];
  peak = 0;
  readonly #options: ChatServerOptions;
  #inFlight = 0;

  constructor(options: ChatServerOptions) {
    this.#options = options;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { apiKey, model } = this.#options;
    if (apiKey !== null && request.headers.authorization !== `Bearer ${apiKey}`)
      return refuse(response, 401, `Incorrect API key provided: ${request.headers.authorization}`);
    if (request.method === 'GET' && request.url === '/v1/models')
      return sendJson(response, 200, { object: 'list', data: [{ id: model, object: 'model' }] });
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') return refuse(response, 404, 'Not Found');
    const body = asFields(await json(request));
    const nth = this.requests.push(body) - 1;
    this.#inFlight++;
    this.peak = Math.max(this.peak, this.#inFlight);
    try {
      await this.#complete(body, this.#options.fate(nth), response);
    } finally {
      this.#inFlight--;
    }
  }

  async #complete(body: Fields, fate: ChatFate, response: ServerResponse): Promise<void> {
    const { latencyMs, answer } = this.#options;
    const complaint = complaintAboutParameters(body) ?? this.#complaint(body);
    if (complaint !== null) return refuse(response, 400, complaint);
    if (body.model !== this.#options.model) return refuse(response, 404, `The model ${body.model} does not exist.`);
    await sleep(latencyMs);
    if (typeof fate === 'number') return refuse(response, fate, `injected: ${fate}`);
    if (fate === 'reset') return void response.socket?.resetAndDestroy();
    const pictures = (await picturesIn(body)).map((picture) => ({ ...picture, digest: digestOf(picture.bytes) }));
    const text = userParts(body)
      .map((part) => part.text ?? '')
      .join('');
    const said = await answer({ text, pictures, held: body.response_format !== undefined });
    this.#stream(said, fate, response);
  }

  #complaint(body: Fields): string | null {
    const { takesImages, takesSchema, limit, mostTokens, model } = this.#options;
    const other = limit === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
    if (body[other] !== undefined) return `Unsupported parameter: '${other}'. Use '${limit}' instead.`;
    if (Number(body[limit]) > mostTokens) return `This model's maximum context length is ${mostTokens} tokens.`;
    if (!takesSchema && body.response_format !== undefined) return 'response_format is not supported';
    const shown = userParts(body).some(({ type }) => type === 'image_url');
    return shown && !takesImages ? `${model} is not a multimodal model` : null;
  }

  #stream(said: string, fate: ChatFate, response: ServerResponse): void {
    const { model, answersIn } = this.#options;
    const kept = fate === 'cut-off' || fate === 'broken-off' ? said.slice(0, Math.floor(said.length * 0.8)) : said;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (data: object) =>
      response.write(`data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', model, ...data })}\n\n`);
    const choose = (delta: object, finish: string | null = null) =>
      send({ choices: [{ index: 0, delta, finish_reason: finish }] });
    choose({ role: 'assistant', content: '' });
    if (fate === 'hang') return;
    for (let at = 0; at < kept.length; at += 400) choose({ [answersIn]: kept.slice(at, at + 400) });
    if (fate === 'broken-off') return void response.end();
    choose({}, fate === 'cut-off' ? 'length' : 'stop');
    send({ choices: [], usage: { prompt_tokens: 3000, completion_tokens: Math.ceil(kept.length / 4) } });
    response.end('data: [DONE]\n\n');
  }
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

const refuse = (response: ServerResponse, status: number, message: string): void =>
  sendJson(response, status, { error: { message, type: 'invalid_request_error', param: null, code: null } });
