/** Paid answers on disk, keyed by the question they answer. Processes may share the directory. */
import { FatalError } from '../model/item.ts';
import { readEntry, writeEntry } from './answer-entries.ts';
import { AnswerJournal } from './answer-journal.ts';
import { settleLeftOver } from './settle-left-over.ts';
import type { StoredAnswer } from './stored-answer.ts';

export interface AnswerCache extends AsyncDisposable {
  /**
   * All answers to one question so far, oldest first; empty if there are none, or none is intact.
   * @throws FatalError once an answer could not be stored: the next one could not be either
   */
  get(digest: string): Promise<readonly StoredAnswer[]>;
  /** From the moment of the call, killing the process loses nothing. Settles when there is room for more. */
  put(digest: string, answers: readonly StoredAnswer[]): Promise<void>;
  /** Settles when everything put so far is stored. @throws FatalError when it cannot be */
  kept(): Promise<void>;
}

/** @param directory `null` keeps nothing. */
export const openAnswerCache = (directory: string | null): AnswerCache =>
  directory === null ? noAnswerCache : new DiskAnswerCache(directory);

/** How many answers may be on their way into the cache before the next one has to wait. */
const MOST_ON_THEIR_WAY = 64;

/** Journal size in bytes at which everything must reach the cache, so that a new journal can begin. */
const LONG_JOURNAL = 4 * 2 ** 20;

interface OnItsWay {
  readonly answers: readonly StoredAnswer[];
  readonly arrival: Promise<void>;
}

class DiskAnswerCache implements AnswerCache {
  readonly #directory: string;
  readonly #journal: AnswerJournal;
  readonly #onTheirWay = new Map<string, OnItsWay>();
  #leftOver: Promise<void> | null = null;
  #failure: FatalError | null = null;

  constructor(directory: string) {
    this.#directory = directory;
    this.#journal = new AnswerJournal(directory);
  }

  async get(digest: string): Promise<readonly StoredAnswer[]> {
    if (this.#failure) throw this.#failure;
    this.#leftOver ??= settleLeftOver(this.#directory);
    await this.#leftOver;
    return this.#onTheirWay.get(digest)?.answers ?? readEntry(this.#directory, digest);
  }

  async put(digest: string, answers: readonly StoredAnswer[]): Promise<void> {
    this.#note(digest, answers);
    const before = this.#onTheirWay.get(digest)?.arrival;
    const arrival = this.#write(digest, answers, before);
    this.#onTheirWay.set(digest, { answers, arrival });
    if (this.#journal.bytes > LONG_JOURNAL) await this.#allArrived();
    else if (this.#onTheirWay.size > MOST_ON_THEIR_WAY) await arrival;
  }

  async kept(): Promise<void> {
    await this.#allArrived();
    if (this.#failure) throw this.#failure;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#allArrived();
    await this.#journal.close(this.#failure === null);
  }

  /** An answer that cannot be stored is still used, but no further one is asked for. */
  #note(digest: string, answers: readonly StoredAnswer[]): void {
    try {
      this.#journal.note({ digest, answers, at: Date.now() });
    } catch (cause) {
      this.#fail(cause);
    }
  }

  /** @param before the entry that this one replaces */
  async #write(digest: string, answers: readonly StoredAnswer[], before: Promise<void> | undefined): Promise<void> {
    await before;
    try {
      await writeEntry(this.#directory, digest, answers);
    } catch (cause) {
      this.#fail(cause);
      return;
    }
    if (this.#onTheirWay.get(digest)?.answers === answers) this.#onTheirWay.delete(digest);
    if (this.#onTheirWay.size === 0 && this.#failure === null) this.#journal.clear();
  }

  async #allArrived(): Promise<void> {
    await Promise.all([...this.#onTheirWay.values()].map(({ arrival }) => arrival));
  }

  #fail(cause: unknown): void {
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.#failure ??= new FatalError(
      `Answers can no longer be kept in ${this.#directory}: ${reason}. Make room, or name another place by --cache-dir; those before are kept`,
      { cause },
    );
  }
}

/** `--no-cache`. */
const noAnswerCache: AnswerCache = {
  get: async () => [],
  put: async () => {},
  kept: async () => {},
  [Symbol.asyncDispose]: async () => {},
};
