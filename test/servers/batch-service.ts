/** The Message Batches API of the loopback server: strict about ids and sizes, results in no order. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { asFields, asList, type Fields } from '../../src/poster/layout/loose-fields.ts';
import { sendError, sendJson } from './send.ts';

export const BATCHES = '/v1/messages/batches';

/** What the server tells of, just before it goes on. */
export type BatchMoment = 'list' | 'create' | 'made' | 'look' | 'results' | 'half-of-results' | 'all-results';

export interface BatchOptions {
  maxBytes: number;
  maxRequests: number;
  /** Times that a batch is looked at before it has ended. */
  looks: number;
  /** What goes wrong with the nth creation, from 1: never made, made without an answer, refused for now. */
  creationFault: (nth: number) => 'lost' | 'made-but-lost' | 'throttled' | 'server-error' | null;
  onMoment: (moment: BatchMoment) => void | Promise<void>;
}

const DEFAULTS: BatchOptions = {
  maxBytes: 256_000_000,
  maxRequests: 100_000,
  looks: 1,
  creationFault: () => null,
  onMoment: () => {},
};

export type BatchResult =
  | { type: 'succeeded'; message: object }
  | { type: 'errored'; error: { type: 'error'; error: { type: string; message: string } } }
  | { type: 'expired' }
  | { type: 'canceled' };

export interface BatchModel {
  answer: (params: Fields) => Promise<BatchResult>;
  letsIn: (headers: Fields) => boolean;
}

export interface MadeBatch {
  id: string;
  madeAt: number;
  canceled: boolean;
  looks: number;
  results: { custom_id: string; result: BatchResult }[];
}

export class BatchService {
  /** Oldest first. */
  readonly made: MadeBatch[] = [];
  creations = 0;
  #origin = '';
  readonly #options: BatchOptions;
  readonly #model: BatchModel;

  constructor(given: Partial<BatchOptions>, model: BatchModel) {
    this.#options = { ...DEFAULTS, ...given };
    this.#model = model;
  }

  /** Ids of all requests that were taken, in the order in which they were: one that is there twice was paid twice. */
  get submitted(): string[] {
    return this.made.flatMap(({ results }) => results.map(({ custom_id }) => custom_id));
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#origin = `http://${request.headers.host}`;
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const [id, action, ...rest] = pathname.slice(BATCHES.length).split('/').slice(1);
    const body = request.method === 'POST' ? await bytesOf(request, this.#options.maxBytes) : Buffer.alloc(0);
    if (!this.#model.letsIn(request.headers))
      return sendError(response, 401, 'authentication_error', 'invalid API key');
    if (typeof request.headers['anthropic-version'] !== 'string')
      return sendError(response, 400, 'invalid_request_error', 'anthropic-version: header is required');
    if (body === null)
      return sendError(response, 413, 'request_too_large', `Request exceeds ${this.#options.maxBytes} bytes`);
    const found = this.made.find((batch) => batch.id === id);
    const asked = `${request.method} ${id === undefined ? '' : 'ID'}${action === undefined ? '' : `/${action}`}`;
    if (rest.length === 0 && asked === 'POST ') return await this.#create(body, request, response);
    if (rest.length === 0 && asked === 'GET ') return await this.#list(searchParams, response);
    if (!found || rest.length > 0) return sendError(response, 404, 'not_found_error', 'Not found');
    if (asked === 'GET ID') return await this.#look(found, response);
    if (asked === 'GET ID/results') return await this.#stream(found, response);
    if (asked === 'POST ID/cancel') return this.#cancel(found, response);
    return sendError(response, 404, 'not_found_error', 'Not found');
  }

  async #create(body: Buffer, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { creationFault, onMoment, maxRequests } = this.#options;
    if (request.headers['content-type'] !== 'application/json')
      return sendError(response, 400, 'invalid_request_error', 'content-type: must be application/json');
    if (Number(request.headers['content-length']) !== body.length)
      return sendError(response, 400, 'invalid_request_error', 'content-length: header is required');
    const requests = asList(asFields(JSON.parse(body.toString('utf8'))).requests).map(asFields);
    const complaint = complaintAbout(requests, maxRequests);
    if (complaint !== null) return sendError(response, 400, 'invalid_request_error', complaint);
    await onMoment('create');
    this.creations += 1;
    const fault = creationFault(this.creations);
    if (fault === 'lost') return void response.socket?.resetAndDestroy();
    if (fault === 'throttled') return sendError(response, 429, 'rate_limit_error', 'injected: throttled');
    if (fault === 'server-error') return sendError(response, 500, 'api_error', 'injected: server error');
    // A client that is gone before its request was read has made nothing.
    if (response.destroyed) return;
    const batch = await this.#make(requests);
    await onMoment('made');
    if (fault === 'made-but-lost') return void response.socket?.resetAndDestroy();
    sendJson(response, 200, this.#describe(batch));
  }

  async #make(requests: readonly Fields[]): Promise<MadeBatch> {
    const results: MadeBatch['results'] = [];
    for (const { custom_id, params } of requests) {
      results.push({ custom_id: String(custom_id), result: await this.#model.answer(asFields(params)) });
    }
    // In no order: by id, which is a hash.
    results.sort((a, b) => (a.custom_id < b.custom_id ? 1 : -1));
    const id = `msgbatch_${String(this.made.length + 1).padStart(6, '0')}`;
    const batch = { id, madeAt: Date.now(), canceled: false, looks: 0, results };
    this.made.push(batch);
    return batch;
  }

  async #list(query: URLSearchParams, response: ServerResponse): Promise<void> {
    await this.#options.onMoment('list');
    const newestFirst = [...this.made].reverse();
    const after = query.get('after_id');
    const from = after === null ? 0 : newestFirst.findIndex(({ id }) => id === after) + 1;
    const page = newestFirst.slice(from, from + Number(query.get('limit') ?? 20));
    sendJson(response, 200, {
      data: page.map((batch) => this.#describe(batch)),
      has_more: from + page.length < newestFirst.length,
      first_id: page.at(0)?.id ?? null,
      last_id: page.at(-1)?.id ?? null,
    });
  }

  async #look(batch: MadeBatch, response: ServerResponse): Promise<void> {
    batch.looks += 1;
    await this.#options.onMoment('look');
    sendJson(response, 200, this.#describe(batch));
  }

  #cancel(batch: MadeBatch, response: ServerResponse): void {
    if (!this.#hasEnded(batch)) {
      batch.canceled = true;
      // What was under way is finished: every other one.
      for (const [i, each] of batch.results.entries()) if (i % 2 === 1) each.result = { type: 'canceled' };
    }
    sendJson(response, 200, this.#describe(batch));
  }

  async #stream(batch: MadeBatch, response: ServerResponse): Promise<void> {
    if (!this.#hasEnded(batch)) return sendError(response, 400, 'invalid_request_error', 'The batch is in progress');
    await this.#options.onMoment('results');
    response.writeHead(200, { 'content-type': 'application/x-jsonl' });
    const half = Math.floor(batch.results.length / 2);
    for (const [i, result] of batch.results.entries()) {
      if (i === half) await this.#options.onMoment('half-of-results');
      await new Promise<void>((written) => response.write(`${JSON.stringify(result)}\n`, () => written()));
    }
    await this.#options.onMoment('all-results');
    response.end();
  }

  #hasEnded({ looks, canceled }: MadeBatch): boolean {
    return canceled || looks > this.#options.looks;
  }

  #describe(batch: MadeBatch) {
    const ended = this.#hasEnded(batch);
    const count = (type: BatchResult['type']) =>
      ended ? batch.results.filter(({ result }) => result.type === type).length : 0;
    const made = new Date(batch.madeAt);
    return {
      id: batch.id,
      type: 'message_batch',
      processing_status: ended ? 'ended' : 'in_progress',
      request_counts: {
        processing: ended ? 0 : batch.results.length,
        succeeded: count('succeeded'),
        errored: count('errored'),
        canceled: count('canceled'),
        expired: count('expired'),
      },
      created_at: made.toISOString(),
      expires_at: new Date(batch.madeAt + 24 * 3600_000).toISOString(),
      ended_at: ended ? made.toISOString() : null,
      cancel_initiated_at: batch.canceled ? made.toISOString() : null,
      archived_at: null,
      results_url: ended ? `${this.#origin}${BATCHES}/${batch.id}/results` : null,
    };
  }
}

function complaintAbout(requests: readonly Fields[], maxRequests: number): string | null {
  if (requests.length === 0) return 'requests: at least one is required';
  if (requests.length > maxRequests) return `requests: more than ${maxRequests}`;
  const ids = requests.map(({ custom_id }) => custom_id);
  const wrong = ids.find((id) => typeof id !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(id));
  if (wrong !== undefined || ids.includes(undefined)) return `custom_id: ${wrong} does not match ^[a-zA-Z0-9_-]{1,64}$`;
  if (new Set(ids).size < ids.length) return 'custom_id: must be unique within a batch';
  const extra = requests.flatMap((each) => Object.keys(each)).find((name) => name !== 'custom_id' && name !== 'params');
  return extra === undefined ? null : `requests.${extra}: Extra inputs are not permitted`;
}

/** The body; `null` where it is larger than the server takes. */
async function bytesOf(request: IncomingMessage, most: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= most) chunks.push(chunk);
  }
  return length <= most ? Buffer.concat(chunks) : null;
}
