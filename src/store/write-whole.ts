import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Two writes of one file at a time do not meet in the file that is not whole yet. */
let writes = 0;

/**
 * Writes a file that is whole or absent: temporary name, rename. Parent directories are made. What is no file (a pipe,
 * `/dev/stderr`) is written to as it is.
 *
 * @param flush whether it must be on the disk when this settles: what a power cut takes can perhaps be made again
 */
export async function writeWhole(
  path: string,
  data: string | Uint8Array,
  { flush = true }: { flush?: boolean } = {},
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const about = await stat(path).catch(() => null);
  if (about && !about.isFile()) return await writeFile(path, data);
  writes += 1;
  const partial = `${path}.${process.pid}-${writes}.partial`;
  try {
    // Not a bare `write`, here or in a package: on a full disk that writes a part and calls it done.
    await writeFile(partial, data, { flush });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

export const writeJson = (path: string, value: unknown): Promise<void> =>
  writeWhole(path, `${JSON.stringify(value, null, 2)}\n`);
