import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { recordOfRow } from '../dataset/formats/raw.ts';
import { FatalError, RowError } from '../model/item.ts';
import { UsageError } from '../model/usage-error.ts';

/** Snappy is the reader's own. */
const compressors = {
  ZSTD: (bytes: Uint8Array) => zstdDecompressSync(bytes),
  GZIP: (bytes: Uint8Array) => gunzipSync(bytes),
  BROTLI: (bytes: Uint8Array) => brotliDecompressSync(bytes),
};

/** A file as its reader sees it: on this disk, or read by ranges from elsewhere. */
type ParquetFile = Parameters<typeof import('hyparquet').parquetMetadataAsync>[0];

export interface ParquetOptions {
  /** Columns of bytes that are not said to be text stay bytes; otherwise they are read as text. */
  readonly keepsBytes?: boolean;
}

/** The rows of a Parquet file on this disk as records. @throws UsageError for what is no whole Parquet file */
export async function* readParquet(path: string, options: ParquetOptions = {}): AsyncGenerator<object> {
  const { asyncBufferFromFile } = await import('hyparquet');
  yield* parquetRows(await asyncBufferFromFile(path), path, options);
}

/**
 * The rows of a Parquet file as records, one row group in memory at a time.
 *
 * @param name for messages
 * @throws UsageError for what is no whole Parquet file
 */
export async function* parquetRows(
  file: ParquetFile,
  name: string,
  { keepsBytes = false }: ParquetOptions = {},
): AsyncGenerator<object> {
  // Loaded here only: most files are JSON.
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  const failed = (error: unknown) => {
    if (error instanceof FatalError || error instanceof RowError) throw error;
    throw new UsageError(`${name} is no whole Parquet file: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  };
  const metadata = await parquetMetadataAsync(file).catch(failed);
  let rowStart = 0;
  for (const { num_rows } of metadata.row_groups) {
    const rowEnd = rowStart + Number(num_rows);
    const rows = await parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors, utf8: !keepsBytes }).catch(
      failed,
    );
    for (const row of rows) yield recordOfRow(row);
    rowStart = rowEnd;
  }
}
