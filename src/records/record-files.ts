/** Records into files: JSON Lines, one JSON array or Parquet. A file is whole or absent. */
import { rename, rm } from 'node:fs/promises';
import { zstdCompressSync } from 'node:zlib';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { columnsOf, type RecordOptions } from '../dataset/formats/format-record.ts';
import type { DatasetRecord } from '../dataset/formats/formats.ts';
import { type ParquetColumn, parquetSchema } from '../dataset/formats/parquet-columns.ts';
import { type FileFormat, JSON_FRAMES, type JsonFrame } from '../dataset/json-frames.ts';
import { jsonText } from '../dataset/json-text.ts';
import { unwritable } from '../files/places.ts';
import { TextFile } from '../files/text-file.ts';

/** A file that takes records one at a time. */
export interface RecordFile {
  /** Bytes of records so far, before any compression. */
  readonly bytes: number;
  add(record: DatasetRecord): Promise<void>;
  /** Ends the file, which only now appears as `path`. */
  finish(path: string): Promise<void>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

/**
 * @param partialPath where it is written until it is finished; on the same file system as its final place
 * @throws UsageError where nothing can be written
 */
export async function openRecordFile(
  partialPath: string,
  fileFormat: FileFormat,
  options: RecordOptions,
): Promise<RecordFile> {
  if (fileFormat !== 'parquet') return new JsonFile(await TextFile.open(partialPath), JSON_FRAMES[fileFormat]);
  try {
    return new ParquetFile(partialPath, options);
  } catch (error) {
    throw unwritable(partialPath, error);
  }
}

class JsonFile implements RecordFile {
  readonly #file: TextFile;
  readonly #frame: (typeof JSON_FRAMES)[JsonFrame];
  #records = 0;

  constructor(file: TextFile, frame: (typeof JSON_FRAMES)[JsonFrame]) {
    this.#file = file;
    this.#frame = frame;
  }

  get bytes(): number {
    return this.#file.bytes;
  }

  async add(record: DatasetRecord): Promise<void> {
    const { open, between, after } = this.#frame;
    await this.#file.write((this.#records === 0 ? open : between) + jsonText(record) + after);
    this.#records += 1;
  }

  async finish(path: string): Promise<void> {
    await this.#file.write(this.#records === 0 ? this.#frame.empty : this.#frame.close);
    await this.#file.finish(path);
  }

  discard(): Promise<void> {
    return this.#file.discard();
  }
}

/** Text of one row group: large enough to compress, small enough to hold several times over in little memory. */
const ROW_GROUP_BYTES = 2 ** 20;

class ParquetFile implements RecordFile {
  bytes = 0;
  readonly #path: string;
  readonly #columns: readonly ParquetColumn[];
  readonly #writer: ParquetWriter;
  #values: unknown[][];
  #waiting = 0;

  constructor(path: string, options: RecordOptions) {
    this.#path = path;
    this.#columns = columnsOf(options);
    this.#values = this.#columns.map(() => []);
    const schema = parquetSchema(this.#columns);
    // Zstandard is Node's own: less time than Snappy in JavaScript and half the size. The least and the greatest of
    // long texts help no reader to find anything.
    this.#writer = new ParquetWriter({
      writer: fileWriter(path),
      schema,
      statistics: false,
      codec: 'ZSTD',
      compressors: { ZSTD: (bytes) => zstdCompressSync(bytes) },
      createdBy: 'poster-stream',
    });
  }

  async add(record: DatasetRecord): Promise<void> {
    for (const [i, { read }] of this.#columns.entries()) {
      const value = read(record);
      this.#values[i]?.push(value);
      const size = lettersIn(value);
      this.#waiting += size;
      this.bytes += size;
    }
    if (this.#waiting >= ROW_GROUP_BYTES) await this.#flush();
  }

  async finish(path: string): Promise<void> {
    try {
      await this.#flush();
      await this.#writer.finish();
      await rename(this.#path, path);
    } catch (error) {
      await this.discard();
      throw unwritable(this.#path, error);
    }
  }

  async discard(): Promise<void> {
    await rm(this.#path, { force: true });
  }

  async #flush(): Promise<void> {
    const rows = this.#values[0]?.length ?? 0;
    if (rows === 0) return;
    const columnData = this.#columns.map(({ name }, i) => ({ name, data: this.#values[i] ?? [] }));
    try {
      await this.#writer.write({ columnData, rowGroupSize: rows });
    } catch (error) {
      throw unwritable(this.#path, error);
    }
    this.#values = this.#columns.map(() => []);
    this.#waiting = 0;
  }
}

/** Letters of all texts in a cell. */
function lettersIn(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, inner) => sum + lettersIn(inner), 0);
}
