/** A site on loopback: answers by path, counts what it is asked, and can misbehave. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen } from './listen.ts';

export type Answering = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

export interface WebServer extends AsyncDisposable {
  readonly url: string;
  /** `path` of every request, in order. */
  readonly asked: { readonly path: string; readonly headers: IncomingMessage['headers']; readonly at: number }[];
  /** Requests that were answered at once, at most. */
  readonly most: () => number;
}

/** @param pages by path; what is not there is a 404 */
export async function openWebServer(pages: Readonly<Record<string, Answering | Buffer>>): Promise<WebServer> {
  const asked: WebServer['asked'] = [];
  const times = new Map<string, number>();
  let now = 0;
  let most = 0;
  const listening = await listen(async (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    asked.push({ path: request.url ?? '', headers: request.headers, at: performance.now() });
    now += 1;
    most = Math.max(most, now);
    response.on('close', () => {
      now -= 1;
    });
    const nth = (times.get(path) ?? 0) + 1;
    times.set(path, nth);
    const page = pages[path];
    if (typeof page === 'function') page(request, response, nth);
    else if (page) sendFile(page)(request, response, nth);
    else response.writeHead(404).end('<html>not here</html>');
  });
  return { ...listening, asked, most: () => most };
}

/** A file as a good server sends it: with its validator, and by ranges where it is asked for one. */
export const sendFile =
  (bytes: Buffer, etag = '"one"'): Answering =>
  (request, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const fits = request.headers['if-range'] === undefined || request.headers['if-range'] === etag;
    if (from === undefined || !fits) {
      response.writeHead(200, { etag, 'content-length': bytes.length }).end(bytes);
      return;
    }
    const end = to ? Number(to) + 1 : bytes.length;
    const part = bytes.subarray(Number(from), end);
    const range = `bytes ${from}-${end - 1}/${bytes.length}`;
    response.writeHead(206, { etag, 'content-range': range, 'content-length': part.length }).end(part);
  };
