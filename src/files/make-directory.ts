import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isCoded } from '../lib/is-coded.ts';
import { UsageError } from '../model/usage-error.ts';

/** With its parents. @throws UsageError where it cannot be: in the place of a file, on a disk that may only be read */
export async function makeDirectory(path: string): Promise<void> {
  await makeStepwise(path).catch((cause) => {
    // The system says so of parents that are there and take no folders, as under /proc.
    const reason = isCoded(cause, 'ENOENT') ? `${dirname(cause.path)} takes no folders` : cause.message;
    throw new UsageError(`The directory ${path} cannot be made: ${reason}`, { cause });
  });
}

/**
 * With its parents. Node's own recursive `mkdir` tries for ever where a parent that is there is said to be missing.
 *
 * @throws what `mkdir` throws
 */
export async function makeStepwise(path: string): Promise<void> {
  if ((await stat(path).catch(() => null))?.isDirectory()) return;
  if ((await stat(dirname(path)).catch(() => null)) === null) await makeStepwise(dirname(path));
  await mkdir(path).catch(async (error) => {
    // Another process may have been faster.
    if (!(await stat(path).catch(() => null))?.isDirectory()) throw error;
  });
}
