import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { recordOfRow } from '../dataset/formats/raw.ts';
import { UsageError } from '../model/usage-error.ts';

/** Snappy is the reader's own. */
const compressors = {
  ZSTD: (bytes: Uint8Array) => zstdDecompressSync(bytes),
  GZIP: (bytes: Uint8Array) => gunzipSync(bytes),
  BROTLI: (bytes: Uint8Array) => brotliDecompressSync(bytes),
};

/**
 * The rows of a Parquet file as records, one row group in memory at a time.
 *
 * @throws UsageError for what is no whole Parquet file
 */
export async function* readParquet(path: string): AsyncGenerator<object> {
  // Loaded here only: most files are JSON.
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  const failed = (error: unknown) => {
    throw new UsageError(`${path} is no whole Parquet file: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  };
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file).catch(failed);
  let rowStart = 0;
  for (const { num_rows } of metadata.row_groups) {
    const rowEnd = rowStart + Number(num_rows);
    const rows = await parquetReadObjects({ file, metadata, rowStart, rowEnd, compressors }).catch(failed);
    for (const row of rows) yield recordOfRow(row);
    rowStart = rowEnd;
  }
}
