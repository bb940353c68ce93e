import type { FileHandle } from 'node:fs/promises';
import type { GroupRequest } from './batch-group.ts';

/** Most bytes the service accepts at once. */
const MOST_BYTES = 256_000_000;

const OPEN = '{"requests":[\n';
const BETWEEN = ',\n';
const CLOSE = '\n]}\n';

/** A group being filled: requests go to disk as they come, in exactly the form in which they are sent. */
export class GroupDraft {
  readonly number: number;
  readonly requests: GroupRequest[] = [];
  /** An upper bound of the answers' cost, in dollars. */
  worstUsd = 0;
  readonly #handle: FileHandle;
  #bytes = OPEN.length + CLOSE.length;

  constructor(number: number, handle: FileHandle) {
    this.number = number;
    this.#handle = handle;
  }

  /** Whether another request of so many bytes fits. */
  fits(bytes: number): boolean {
    return this.requests.length === 0 || this.#bytes + BETWEEN.length + bytes <= MOST_BYTES;
  }

  /** @param text the request as JSON, without a line end */
  async add(request: GroupRequest, text: Uint8Array, worstUsd: number): Promise<void> {
    await this.#handle.appendFile(this.requests.length === 0 ? OPEN : BETWEEN);
    await this.#handle.appendFile(text);
    this.#bytes += BETWEEN.length + text.length;
    this.requests.push(request);
    this.worstUsd += worstUsd;
  }

  /** Ends the file. */
  async end(): Promise<void> {
    await this.#handle.appendFile(this.requests.length === 0 ? OPEN + CLOSE : CLOSE);
    await this.#handle.sync();
    await this.#handle.close();
  }
}

/** A request's line in the file, without what stands between lines; `null` for the first and the last. */
export const requestLine = (line: string): string | null =>
  line.startsWith('{"custom_id"') ? line.replace(/,$/, '') : null;
