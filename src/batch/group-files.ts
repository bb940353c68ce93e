/** The groups of a spool on disk: `00001.json` says what is known of one, `00001.requests.json` is what is sent. */
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeJson } from '../files/write-whole.ts';
import { FatalError } from '../model/item.ts';
import { BatchGroup } from './batch-group.ts';
import { GroupDraft } from './group-draft.ts';

const NUMBER_DIGITS = 5;
const BODY = '.requests.json';

export class GroupFiles {
  readonly #root: string;
  #last: number;

  private constructor(root: string, last: number) {
    this.#root = root;
    this.#last = last;
  }

  static async open(root: string): Promise<GroupFiles> {
    await mkdir(root, { recursive: true });
    const numbers = (await readdir(root)).map((name) => Number.parseInt(name, 10));
    return new GroupFiles(root, Math.max(0, ...numbers.filter((number) => number > 0)));
  }

  /** A file for requests to come; nothing of it is known until it is kept as a group. */
  async draft(): Promise<GroupDraft> {
    this.#last += 1;
    return new GroupDraft(this.#last, await open(this.bodyOf(this.#last), 'w'));
  }

  /** What is sent for a group. */
  bodyOf(number: number): string {
    return join(this.#root, `${padded(number)}${BODY}`);
  }

  /** Safely on disk once this returns, even if the machine fails the next moment. */
  async keep(group: BatchGroup): Promise<void> {
    await writeJson(this.#pathOf(group.number), group);
  }

  /** For requests that have been sent, or never will be. */
  async removeBody(number: number): Promise<void> {
    await rm(this.bodyOf(number), { force: true });
  }

  /** Of all groups: those that were sent, and those that were never filled. */
  async removeBodies(): Promise<void> {
    const bodies = (await readdir(this.#root)).filter((name) => name.endsWith(BODY));
    await Promise.all(bodies.map((name) => rm(join(this.#root, name), { force: true })));
  }

  async forget(number: number): Promise<void> {
    await rm(this.#pathOf(number), { force: true });
    await this.removeBody(number);
  }

  /** @throws FatalError for a file that is not a group */
  async read(number: number): Promise<BatchGroup> {
    const path = this.#pathOf(number);
    try {
      return BatchGroup.parse(JSON.parse(await readFile(path, 'utf8')));
    } catch (cause) {
      throw new FatalError(`${path} does not tell of a batch`, { cause });
    }
  }

  /** One after the other, oldest first. */
  async *all(): AsyncGenerator<BatchGroup> {
    const names = (await readdir(this.#root)).filter((name) => /^\d+\.json$/.test(name)).sort();
    for (const name of names) yield await this.read(Number.parseInt(name, 10));
  }

  #pathOf(number: number): string {
    return join(this.#root, `${padded(number)}.json`);
  }
}

const padded = (number: number): string => String(number).padStart(NUMBER_DIGITS, '0');
