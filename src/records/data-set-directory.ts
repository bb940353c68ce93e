import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordOptions } from '../dataset/formats/format-record.ts';
import type { DatasetRecord } from '../dataset/formats/formats.ts';
import { SPLIT_SIDES, type SplitFiles, type SplitSide } from '../dataset/identity/split-side.ts';
import type { FileFormat } from '../dataset/json-frames.ts';
import { makeDirectory } from '../files/make-directory.ts';
import { openRecordFile, type RecordFile } from './record-files.ts';

const NUMBER_DIGITS = 5;

export interface DirectoryOptions {
  readonly root: string;
  readonly split: SplitSide;
  readonly fileFormat: FileFormat;
  readonly record: RecordOptions;
  /** Bytes of records a file takes before the next is begun. */
  readonly shardBytes: number;
}

/**
 * A split of a data set as files `train-00000-of-00003.parquet`. How many there are is known only at the end, so they get
 * their names then, and files of an earlier export of the same split go.
 */
export class DataSetDirectory {
  readonly #options: DirectoryOptions;
  readonly #finished: string[] = [];
  #current: RecordFile | null = null;

  constructor(options: DirectoryOptions) {
    this.#options = options;
  }

  async add(record: DatasetRecord): Promise<void> {
    if (this.#current && this.#current.bytes >= this.#options.shardBytes) await this.#endFile();
    this.#current ??= await this.#open();
    await this.#current.add(record);
  }

  /** The files take their names. An empty split is one empty file. */
  async finish(): Promise<void> {
    const { root, split, fileFormat } = this.#options;
    this.#current ??= this.#finished.length === 0 ? await this.#open() : null;
    await this.#endFile();
    const names = this.#finished.map((_, i) => this.#nameOf(i));
    const old = (await readdir(root)).filter((name) => isShard(name, split, fileFormat) && !names.includes(name));
    for (const [i, path] of this.#finished.entries()) await rename(path, join(root, names[i]!));
    await Promise.all(old.map((name) => rm(join(root, name))));
  }

  /** Leaves nothing behind. */
  async discard(): Promise<void> {
    await this.#current?.discard();
    await Promise.all(this.#finished.map((path) => rm(path, { force: true })));
  }

  async #open(): Promise<RecordFile> {
    const { root, fileFormat, record } = this.#options;
    await makeDirectory(root);
    return await openRecordFile(`${this.#partial()}.open`, fileFormat, record);
  }

  async #endFile(): Promise<void> {
    const partial = this.#partial();
    await this.#current?.finish(partial);
    if (this.#current) this.#finished.push(partial);
    this.#current = null;
  }

  #partial(): string {
    const { root, split } = this.#options;
    return join(root, `.${split}-${this.#finished.length}.${process.pid}.partial`);
  }

  #nameOf(index: number): string {
    const { split, fileFormat } = this.#options;
    const [number, count] = [index, this.#finished.length].map((n) => String(n).padStart(NUMBER_DIGITS, '0'));
    return `${split}-${number}-of-${count}.${fileFormat}`;
  }
}

const isShard = (name: string, split: SplitSide, fileFormat: FileFormat): boolean =>
  name.startsWith(`${split}-`) && /^\d{5}-of-\d{5}$/.test(name.slice(split.length + 1, -fileFormat.length - 1));

/** The splits that a directory holds as files of this format, with the pattern that finds them. */
export async function splitsIn(root: string, fileFormat: FileFormat): Promise<SplitFiles[]> {
  const names = (await readdir(root)).filter((name) => name.endsWith(`.${fileFormat}`)).sort();
  return SPLIT_SIDES.map((split) => ({
    name: split,
    pattern: `${split}-*.${fileFormat}`,
    files: names.filter((name) => isShard(name, split, fileFormat)),
  })).filter(({ files }) => files.length > 0);
}
