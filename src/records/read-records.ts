import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileFormat } from '../dataset/json-frames.ts';
import { readLines } from '../files/read-lines.ts';
import { isCoded } from '../lib/is-coded.ts';
import { kindOfBytes } from '../lib/kind-of-bytes.ts';
import { FatalError, RowError } from '../model/item.ts';
import { UsageError } from '../model/usage-error.ts';
import { JsonArrayDecoder } from '../rows/decode-records.ts';
import { readParquet } from './read-parquet.ts';

/** One record of a data set, or why there is none. */
export type RecordLine = {
  /** Counted from 1: the line of JSON Lines, the record of a JSON array or of Parquet. */
  readonly line: number;
  /** For messages: `train.jsonl:3`, or `train.json, record 3`. */
  readonly place: string;
  /** The record as one line of JSON; of a line that is none, what stands there. */
  readonly text: string;
  /** Whether the line's bytes were UTF-8; those of an array or of Parquet are not looked at. */
  readonly isUtf8: boolean;
} & (
  | { readonly record: object; readonly problem: null }
  | { readonly record: null; readonly problem: string; readonly torn: boolean }
);

/**
 * The records of a file of JSON Lines, one JSON array or Parquet, one at a time; what is none says why. Which of them it
 * is shows in its first bytes. Blank lines are passed over.
 *
 * @throws UsageError if there is no such file
 */
export async function* readRecords(path: string): AsyncGenerator<RecordLine> {
  yield* READERS[(await startOf(path)).fileFormat](path);
}

const READERS: Readonly<Record<FileFormat, (path: string) => AsyncGenerator<RecordLine>>> = {
  jsonl: readJsonLines,
  json: readJsonArray,
  parquet: readParquetRows,
};

/** Bytes. @throws UsageError if there is no such file */
export async function sizeOf(path: string): Promise<number> {
  const about = await stat(path).catch((error) => {
    if (path === '-') throw new UsageError('- is no file: store what a pipe brings first', { cause: error });
    const isMissing = isCoded(error, 'ENOENT');
    throw new UsageError(isMissing ? `There is no ${path}` : `${path} cannot be read: ${error.message}`, {
      cause: error,
    });
  });
  if (about.isDirectory()) throw new UsageError(`${path} is a directory: name a file in it, or one that export wrote`);
  if (!about.isFile()) throw new UsageError(`${path} is no file: store what a pipe brings first`);
  return about.size;
}

/**
 * What the first bytes say: `PAR1` opens Parquet, `[` a JSON array.
 * @throws UsageError if there is no such file, or it holds no records
 */
export async function startOf(path: string): Promise<{ fileFormat: FileFormat; hasByteOrderMark: boolean }> {
  await sizeOf(path);
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
  const start = buffer.toString('utf8', 0, bytesRead);
  if (start.startsWith('PAR1')) return { fileFormat: 'parquet', hasByteOrderMark: false };
  const kind = kindOfBytes(buffer.subarray(0, bytesRead));
  if (kind) throw new UsageError(`${path} holds no records: it is ${kind}`);
  // A byte order mark counts as white space.
  const fileFormat = start.trimStart().startsWith('[') ? 'json' : 'jsonl';
  return { fileFormat, hasByteOrderMark: start.startsWith('\uFEFF') };
}

async function* readJsonLines(path: string): AsyncGenerator<RecordLine> {
  for await (const { number: line, text, isUtf8, ended } of readLines(createReadStream(path))) {
    if (text.trim() === '') continue;
    const where = { line, place: `${path}:${line}`, text, isUtf8 };
    const { record, problem } = parseRecord(text);
    if (record) yield { ...where, record, problem: null };
    else yield { ...where, record: null, problem, torn: !ended };
  }
}

async function* readJsonArray(path: string): AsyncGenerator<RecordLine> {
  const decoder = new JsonArrayDecoder();
  let line = 0;
  const where = (text: string) => ({ line, place: `${path}, record ${line}`, text, isUtf8: true });
  try {
    for await (const record of decoded(decoder, textOf(path))) {
      line += 1;
      if (record instanceof RowError) yield { ...where(''), record: null, problem: NO_OBJECT, torn: false };
      else yield { ...where(JSON.stringify(record)), record, problem: null };
    }
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    line += 1;
    yield { ...where(''), record: null, problem: `not JSON from here on: ${messageOf(error.cause)}`, torn: true };
  }
}

/** Without a byte order mark. */
async function* textOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of createReadStream(path)) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function* decoded(decoder: JsonArrayDecoder, chunks: AsyncIterable<string>) {
  for await (const chunk of chunks) yield* decoder.push(chunk);
  yield* decoder.end();
}

async function* readParquetRows(path: string): AsyncGenerator<RecordLine> {
  let line = 0;
  for await (const record of readParquet(path)) {
    line += 1;
    yield { line, place: `${path}, record ${line}`, text: JSON.stringify(record), isUtf8: true, record, problem: null };
  }
}

const NO_OBJECT = 'a record is a JSON object';

type Parsed = { record: object; problem: null } | { record: null; problem: string };

function parseRecord(text: string): Parsed {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? { record: value, problem: null } : { record: null, problem: NO_OBJECT };
  } catch (error) {
    return { record: null, problem: `not JSON: ${messageOf(error)}` };
  }
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
