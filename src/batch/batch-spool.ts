/** Everything a batch run needs to resume after a crash, in one directory: options, rows, papers, groups. */
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { fileName } from '../files/file-name.ts';
import { makeDirectory } from '../files/make-directory.ts';
import { readLines } from '../files/read-lines.ts';
import type { Scratch } from '../files/scratch.ts';
import { TextFile } from '../files/text-file.ts';
import { writeJson } from '../files/write-whole.ts';
import { FAILURE_CODES, FatalError, type Item } from '../model/item.ts';
import { Row } from '../model/schemas.ts';
import { lockSpool } from './lock-spool.ts';

const About = z.object({
  /** ISO 8601. */
  made_at: z.string(),
  /** The run's, without secrets, its paths absolute. */
  options: z.record(z.string(), z.unknown()),
});
export type About = z.infer<typeof About>;

const paperId = z.string().nullable();
const Failure = z.object({
  paper_id: paperId,
  row: z.int(),
  stage: z.string(),
  code: z.enum(FAILURE_CODES),
  message: z.string(),
});
const SpooledRow = z.discriminatedUnion('ok', [
  z.object({ row: z.int(), paperId, ok: z.literal(true), value: Row }),
  z.object({ row: z.int(), paperId, ok: z.literal(false), failure: Failure.nullable() }),
]);

/** The rows' pictures stay here until the run is done: resuming needs them. */
export class BatchSpool implements Scratch {
  readonly root: string;
  readonly #unlock: () => Promise<void>;

  private constructor(root: string, unlock: () => Promise<void>) {
    this.root = root;
    this.#unlock = unlock;
  }

  /** @throws UsageError while another process is using it */
  static async open(root: string): Promise<BatchSpool> {
    await makeDirectory(root);
    return new BatchSpool(resolve(root), await lockSpool(join(root, 'lock')));
  }

  async describe(options: About['options']): Promise<void> {
    const made_at = (await readAbout(this.root))?.made_at ?? new Date().toISOString();
    const about: About = { made_at, options };
    await writeJson(join(this.root, ABOUT), about);
  }

  dirFor(paperId: string): string {
    return join(this.root, 'papers', fileName(paperId));
  }

  async make(paperId: string, ...names: string[]): Promise<string> {
    const dir = join(this.dirFor(paperId), ...names);
    await mkdir(dir, { recursive: true });
    return dir;
  }

  async release(): Promise<void> {}

  get groupsDir(): string {
    return groupsDir(this.root);
  }

  /** For answers that are stored nowhere else. */
  get answersDir(): string {
    return join(this.root, 'answers');
  }

  /** A list of rows to come. It counts once it is whole. */
  async beginRows(): Promise<{ add: (item: Item<Row>) => Promise<void>; end: (whole: boolean) => Promise<void> }> {
    const file = await TextFile.open(`${this.#rowsPath}.partial`);
    return {
      add: (item) => file.write(`${JSON.stringify(item)}\n`),
      end: (whole) => (whole ? file.finish(this.#rowsPath) : file.discard()),
    };
  }

  /** Whether the whole input was read. */
  hasRows(): Promise<boolean> {
    return isThere(this.#rowsPath);
  }

  /** The rows that are listed, as a stream. */
  listed(): Readable {
    return Readable.from(this.#rows(), { highWaterMark: 1 });
  }

  /** In row order. @throws FatalError where the list is damaged */
  async *#rows(): AsyncGenerator<Item<Row>> {
    for await (const { text, number } of readLines(createReadStream(this.#rowsPath))) {
      const { data, error } = SpooledRow.safeParse(JSON.parse(text));
      if (!data) throw new FatalError(`${this.#rowsPath}: line ${number} is no row`, { cause: error });
      yield data;
    }
  }

  /** The run is done. */
  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#unlock();
  }

  get #rowsPath(): string {
    return join(this.root, 'rows.jsonl');
  }
}

/** Where the groups of a spool are. */
export const groupsDir = (root: string): string => join(root, 'groups');

const ABOUT = 'spool.json';

/** The manifest of a directory; `null` if it is not a spool. */
export async function readAbout(root: string): Promise<About | null> {
  const text = await readFile(join(root, ABOUT), 'utf8').catch(() => null);
  return text === null ? null : About.parse(JSON.parse(text));
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
