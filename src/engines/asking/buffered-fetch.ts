/** `fetch` for short answers to large requests, at half the cost, since no web streams are involved. */
import { request } from 'undici';

/** Milliseconds. The client times the wait for an answer; one that has begun and falls silent is lost. */
const TIMEOUTS = { headersTimeout: 0, bodyTimeout: 60_000 };

/**
 * Reads the whole body before returning the response, so that a connection lost half-way is retried like any other.
 * Follows no redirects: the key goes to the server that was named.
 * @throws the error of the connection itself, or the signal's reason
 */
export async function bufferedFetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const { method = 'GET', body = null, headers = null, signal = null } = init;
  const url = input instanceof Request ? input.url : input;
  if (body !== null && typeof body !== 'string') throw new TypeError('Only text is sent');
  const answer = await request(url, { method, body, headers: new Headers(headers ?? {}), signal, ...TIMEOUTS });
  const text = await answer.body.text();
  return new Response(text, { status: answer.statusCode, headers: flat(answer.headers) });
}

const flat = (headers: Record<string, string | string[] | undefined>): [string, string][] =>
  Object.entries(headers).map(([name, value]) => [name, String(value)]);
