/**
 * Answers on their way into the cache, one line each in a file of this process. A cache entry takes two dozen file system
 * operations, and a kill between them would lose what was paid for; a line takes a single one.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { StoredAnswer } from './stored-answer.ts';

/** All answers to one question at one point in time. */
export const JournalLine = z.object({
  digest: z.string(),
  answers: z.array(StoredAnswer).readonly(),
  /** Milliseconds since 1970. */
  at: z.number(),
});
export type JournalLine = z.infer<typeof JournalLine>;

export const journalFolder = (directory: string): string => join(directory, 'on-their-way');

/** Names of this process's journals. The process id alone is not enough: in containers every run may have the same. */
const own = new Set<string>();

export const isOwnJournal = (name: string): boolean => own.has(name);

export class AnswerJournal {
  readonly #folder: string;
  readonly #name = `${hostname()}.${process.pid}.${randomUUID()}.jsonl`;
  /** Opened with the first line, so that a process that only reads leaves nothing behind. */
  #file: number | null = null;
  #bytes = 0;

  constructor(directory: string) {
    this.#folder = journalFolder(directory);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Once this returns, killing the process loses nothing. @throws the file system's error */
  note(line: JournalLine): void {
    // The line break comes first, so that a line cut off by a full disk does not spoil the next one.
    const data = Buffer.from(`\n${JSON.stringify(line)}`);
    this.#file ??= this.#open();
    writeFileSync(this.#file, data);
    this.#bytes += data.length;
  }

  /** Everything in it is in the cache. */
  clear(): void {
    if (this.#file !== null) ftruncateSync(this.#file);
    this.#bytes = 0;
  }

  /** @param settled whether everything in it is in the cache; the next run puts the rest there */
  async close(settled: boolean): Promise<void> {
    if (this.#file === null) return;
    closeSync(this.#file);
    this.#file = null;
    if (settled) await rm(join(this.#folder, this.#name), { force: true });
    own.delete(this.#name);
  }

  #open(): number {
    mkdirSync(this.#folder, { recursive: true });
    own.add(this.#name);
    return openSync(join(this.#folder, this.#name), 'a');
  }
}
