import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { placesOf, unwritable } from './places.ts';

/**
 * Has a file filled by a stream; it is whole or absent.
 * @throws UsageError where it cannot be written, and what `fill` throws
 */
export async function streamWhole(path: string, fill: (output: Writable) => Promise<void>): Promise<void> {
  const { partial, final } = await placesOf(path);
  try {
    await fill(createWriteStream(partial));
    await rename(partial, final);
  } catch (error) {
    await rm(partial, { force: true });
    throw unwritable(partial, error);
  }
}
