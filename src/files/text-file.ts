import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { unwritable } from './places.ts';

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
  #isEnded = false;

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

  /** @throws UsageError where it cannot be written */
  async write(text: string): Promise<void> {
    const piece = Buffer.from(text);
    this.bytes += piece.length;
    this.#waiting += piece.length;
    this.#pieces.push(piece);
    if (this.#waiting >= PIECE_BYTES) await this.#flush();
  }

  /** All is on the disk; nothing more can be written. @throws UsageError where it cannot be */
  async end(): Promise<void> {
    if (this.#isEnded) return;
    await this.#flush();
    await this.#handle.sync().catch((error) => {
      throw unwritable(this.#path, error);
    });
    await this.#handle.close();
    this.#isEnded = true;
  }

  /** Ends the file, which only now appears as `path`; where it cannot, nothing is left. @throws UsageError */
  async finish(path: string): Promise<void> {
    try {
      await this.end();
      await rename(this.#path, path);
    } catch (error) {
      await this.discard();
      throw error;
    }
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.#handle.close();
    await rm(this.#path, { force: true });
  }

  async #flush(): Promise<void> {
    // Not `writev`: on a full disk it writes a part and calls that done.
    await this.#handle.writeFile(Buffer.concat(this.#pieces)).catch((error) => {
      throw unwritable(this.#path, error);
    });
    this.#pieces = [];
    this.#waiting = 0;
  }
}
