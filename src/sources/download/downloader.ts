/** An address → a file under the data directory: whole or absent, named by its content, fetched once. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { KeyedLock } from '../../lib/keyed-lock.ts';
import { RowError } from '../../model/item.ts';
import type { Answer, Web } from '../http/web.ts';
import { type Fetched, FetchedLedger } from './fetched-ledger.ts';
import { endingOf, TELLING_BYTES, type Wanted } from './file-kinds.ts';

export interface DownloadOptions {
  /** The data directory. */
  readonly root: string;
  readonly maxBytes: number;
}

/** Files lie there under the data directory. */
const FOLDER = 'fetched';
/** How often a body that breaks off is gone on with before the row fails. */
const MOST_PIECES = 5;

/** What is known of a file that is growing. */
interface Growing {
  readonly path: string;
  bytes: number;
  /** A strong one: by it the server knows whether the rest still fits what is here. */
  validator: string | null;
}

export class Downloader {
  readonly #web: Web;
  readonly #options: DownloadOptions;
  readonly #ledger: FetchedLedger;
  readonly #lock = new KeyedLock();

  private constructor(web: Web, options: DownloadOptions, ledger: FetchedLedger) {
    this.#web = web;
    this.#options = options;
    this.#ledger = ledger;
  }

  static async open(web: Web, options: DownloadOptions): Promise<Downloader> {
    await mkdir(join(options.root, FOLDER), { recursive: true });
    return new Downloader(web, options, await FetchedLedger.open(options.root));
  }

  /**
   * The file of an address: the one that is there, else a new one.
   * @throws RowError `not-found`, `unreadable`, `too-large`, `unsafe-path`, `rate-limited`, `engine-unavailable`
   */
  async fetch(address: string, wanted: Wanted, signal: AbortSignal): Promise<Fetched> {
    return await this.#lock.run(
      address,
      async () => this.#ledger.find(address) ?? (await this.#load(address, wanted, signal)),
    );
  }

  async #load(address: string, wanted: Wanted, signal: AbortSignal): Promise<Fetched> {
    const name = createHash('sha256').update(address).digest('hex').slice(0, 24);
    const file: Growing = {
      path: join(this.#options.root, FOLDER, `.${name}.${process.pid}.partial`),
      bytes: 0,
      validator: null,
    };
    try {
      const answer = await this.#loadPieces(address, wanted, file, signal);
      return await this.#settle(address, wanted, file.path, answer);
    } finally {
      await rm(file.path, { force: true });
    }
  }

  async #loadPieces(address: string, wanted: Wanted, file: Growing, signal: AbortSignal): Promise<Answer> {
    for (let piece = 1; ; piece += 1) {
      const headers =
        file.validator && file.bytes > 0 ? { range: `bytes=${file.bytes}-`, 'if-range': file.validator } : {};
      const { answer, broken } = await this.#web.get(address, { headers, signal }, async (each) => ({
        answer: each,
        broken: await this.#append(address, wanted, file, each, signal),
      }));
      if (!broken) return answer;
      if (piece >= MOST_PIECES)
        throw new RowError('engine-unavailable', `${address} broke off ${piece} times`, { cause: broken });
    }
  }

  /** Writes an answer's body behind what is there. @returns why it broke off; `null` for one that came to its end */
  async #append(address: string, wanted: Wanted, file: Growing, answer: Answer, signal: AbortSignal): Promise<unknown> {
    if (answer.status !== 200 && answer.status !== 206) {
      await answer.body.dump();
      throw refusal(address, answer.status);
    }
    const goesOn = answer.status === 206 && file.bytes > 0;
    if (!goesOn) file.bytes = 0;
    file.validator = strongValidator(answer);
    await using handle = await open(file.path, goesOn ? 'a' : 'w');
    try {
      await this.#copy(address, wanted, file, handle, answer);
      return null;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof RowError) throw error;
      return error;
    }
  }

  async #copy(address: string, wanted: Wanted, file: Growing, handle: FileHandle, { body }: Answer): Promise<void> {
    let start = Buffer.alloc(0);
    let isTold = file.bytes >= TELLING_BYTES;
    for await (const chunk of body) {
      if (!isTold) {
        start = Buffer.concat([start, chunk]);
        if (start.length >= TELLING_BYTES) {
          endingOf(start, wanted, address);
          isTold = true;
        }
      }
      await handle.writeFile(chunk);
      file.bytes += chunk.length;
      if (file.bytes > this.#options.maxBytes)
        throw new RowError(
          'too-large',
          `${address} is larger than ${this.#options.maxBytes / 1e6} MB (see --max-download)`,
        );
    }
  }

  async #settle(address: string, wanted: Wanted, partial: string, { headers, url }: Answer): Promise<Fetched> {
    const { sha256, start } = await digestOf(partial);
    const path = join(FOLDER, `${sha256}${endingOf(start, wanted, address)}`);
    await rename(partial, join(this.#options.root, path));
    const fetched: Fetched = {
      url: address,
      final_url: url,
      path,
      sha256,
      bytes: (await stat(join(this.#options.root, path))).size,
      etag: text(headers.etag),
      last_modified: text(headers['last-modified']),
      fetched_at: new Date().toISOString(),
    };
    this.#ledger.add(fetched);
    return fetched;
  }
}

async function digestOf(path: string): Promise<{ sha256: string; start: Buffer }> {
  const hash = createHash('sha256');
  let start = Buffer.alloc(0);
  for await (const chunk of createReadStream(path)) {
    if (start.length < TELLING_BYTES) start = Buffer.concat([start, chunk]);
    hash.update(chunk);
  }
  return { sha256: hash.digest('hex'), start };
}

function refusal(address: string, status: number): RowError {
  if (status === 404 || status === 410) return new RowError('not-found', `${address}: HTTP ${status}`);
  if (status === 401 || status === 403) return new RowError('refused', `${address}: HTTP ${status}`);
  return new RowError('engine-unavailable', `${address}: HTTP ${status}`);
}

/** Weak ones do not promise the same bytes (RFC 9110, 8.8.1). */
function strongValidator({ headers }: Answer): string | null {
  const etag = text(headers.etag);
  return etag !== null && !etag.startsWith('W/') ? etag : text(headers['last-modified']);
}

const text = (header: string | string[] | undefined): string | null => (typeof header === 'string' ? header : null);
