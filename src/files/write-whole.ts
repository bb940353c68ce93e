import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { endOfLinks } from './end-of-links.ts';
import { makeDirectory, makeStepwise } from './make-directory.ts';
import { unwritable } from './places.ts';

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
  await makeStepwise(dirname(path));
  const about = await stat(path).catch(() => null);
  if (about && !about.isFile()) return await writeFile(path, data);
  writes += 1;
  const final = await endOfLinks(path);
  const partial = `${final}.${process.pid}-${writes}.partial`;
  try {
    // Not a bare `write`, here or in a package: on a full disk that writes a part and calls it done.
    await writeFile(partial, data, { flush });
    await rename(partial, final);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

export const writeJson = (path: string, value: unknown): Promise<void> => writeWhole(path, indentedJson(value));

export const indentedJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The same for a file that a person asked for. @throws UsageError where it cannot be written */
export async function writeResult(path: string, text: string): Promise<void> {
  await makeDirectory(dirname(path));
  await writeWhole(path, text).catch((error) => {
    throw unwritable(path, error);
  });
}
