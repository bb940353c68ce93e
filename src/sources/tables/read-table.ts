/** A SOURCE → its rows, one at a time, whatever form they lie in. */
import { createReadStream, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RowError } from '../../model/item.ts';
import { UsageError } from '../../model/usage-error.ts';
import { parquetRows, readParquet } from '../../records/read-parquet.ts';
import { startOf } from '../../records/read-records.ts';
import { chooseDecoder } from '../../rows/decode-records.ts';
import { Utf8Text } from '../../rows/utf8-text.ts';
import type { Web } from '../http/web.ts';
import { type HubAccess, hubFiles, hubHeaders } from './hub-listing.ts';
import { openRemoteFile } from './remote-file.ts';
import { hubSource } from './source-name.ts';

/** Data sets of the hub carry pictures in their tables. */
const WITH_PICTURES = { keepsBytes: true };

/** What rows may lie in, where a folder is named. */
const ENDINGS = ['parquet', 'csv', 'tsv', 'ndjson', 'jsonl', 'json'];

export interface TableOptions {
  readonly web: Web;
  readonly hub: HubAccess;
  /** Of a data set of the hub; all of them for `null`. */
  readonly split: string | null;
  readonly signal: AbortSignal;
}

/**
 * @param source a file, a folder, a pattern or `hf:owner/name`
 * @throws UsageError where there is no such source; FatalError where it ends to be readable
 */
export async function* readTable(source: string, options: TableOptions): AsyncGenerator<object> {
  const hub = hubSource(source);
  if (hub) {
    const { web, hub: access, split, signal } = options;
    for (const address of await hubFiles(web, access, hub, split, signal))
      yield* parquetRows(await openRemoteFile(web, address, hubHeaders(access), signal), address, WITH_PICTURES);
    return;
  }
  for (const path of filesOf(source)) yield* readTableFile(path);
}

/** Rows of one file. @throws UsageError, FatalError */
export async function* readTableFile(path: string): AsyncGenerator<object> {
  const { fileFormat } = await startOf(path);
  if (fileFormat === 'parquet') yield* readParquet(path, WITH_PICTURES);
  else yield* readText(path);
}

async function* readText(path: string): AsyncGenerator<object> {
  const text = new Utf8Text();
  let decoder: ReturnType<typeof chooseDecoder> = null;
  let row = 0;
  const sound = (record: object) => {
    row += 1;
    if (record instanceof RowError) throw new UsageError(`${path}, row ${row}: ${record.message}`, { cause: record });
    return record;
  };
  for await (const chunk of createReadStream(path)) {
    const piece = text.push(chunk);
    decoder ??= chooseDecoder(piece, []);
    if (decoder) for await (const record of decoder.push(piece)) yield sound(record);
  }
  const rest = text.end();
  decoder ??= chooseDecoder(rest, []);
  if (!decoder) return;
  for await (const record of decoder.push(rest)) yield sound(record);
  for await (const record of decoder.end()) yield sound(record);
}

function filesOf(source: string): string[] {
  const about = statSync(source, { throwIfNoEntry: false });
  if (about?.isFile()) return [source];
  const found = about?.isDirectory()
    ? globSync(`**/*.{${ENDINGS.join(',')}}`, { cwd: source }).map((name) => join(source, name))
    : globSync(source);
  if (found.length === 0)
    throw new UsageError(about ? `${source} holds no files of rows (${ENDINGS.join(', ')})` : `There is no ${source}`);
  return found.sort();
}
