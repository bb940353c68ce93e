import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../usage-error.ts';

/** Text is written in pieces of this many bytes. */
const PIECE_BYTES = 2 ** 20;

/** A file that grows by and by and is whole or absent: until it is finished it has another name. */
export class TextFile {
  /** Written so far. */
  bytes = 0;
  readonly #path: string;
  readonly #handle: FileHandle;
  #pieces: Buffer[] = [];
  #waiting = 0;

  private constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  /**
   * @param partialPath on the same file system as its final place
   * @throws UsageError where nothing can be written
   */
  static async open(partialPath: string): Promise<TextFile> {
    const handle = await open(partialPath, 'w').catch((error) => {
      throw unwritable(partialPath, error);
    });
    return new TextFile(partialPath, handle);
  }

  async write(text: string): Promise<void> {
    const piece = Buffer.from(text);
    this.bytes += piece.length;
    this.#waiting += piece.length;
    this.#pieces.push(piece);
    if (this.#waiting >= PIECE_BYTES) await this.#flush();
  }

  /** Ends the file, which only now appears as `path`. */
  async finish(path: string): Promise<void> {
    await this.#flush();
    await this.#handle.sync();
    await this.#handle.close();
    await rename(this.#path, path);
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.#handle.close();
    await rm(this.#path, { force: true });
  }

  async #flush(): Promise<void> {
    if (this.#waiting > 0) await this.#handle.writev(this.#pieces);
    this.#pieces = [];
    this.#waiting = 0;
  }
}

/** For a partial file that could not be opened: names the file that was asked for, and why there is none. */
export function unwritable(partialPath: string, cause: Error): UsageError {
  const path = partialPath.replace(/\.\d+\.partial$/, '');
  const isNowhere = 'code' in cause && cause.code === 'ENOENT';
  const reason = isNowhere ? `there is no directory ${dirname(path)}` : cause.message;
  return new UsageError(`${path} cannot be written: ${reason}`, { cause });
}
