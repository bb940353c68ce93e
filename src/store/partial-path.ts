import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UsageError } from '../usage-error.ts';

/**
 * Where a file grows until it is whole: beside its final place, so that a rename puts it there.
 *
 * @throws UsageError for what a rename would replace instead of writing to it: `/dev/null`, a pipe, a directory
 */
export async function partialPathOf(path: string): Promise<string> {
  const about = await stat(path).catch(() => null);
  if (about?.isDirectory()) throw new UsageError(`${path} is a directory: name a file`);
  if (about && !about.isFile())
    throw new UsageError(`${path} is no file: leave out -o, and send the standard output there`);
  return `${path}.${process.pid}.partial`;
}

/**
 * For a partial file that could not be written: names the file that was asked for, and why there is none. What is no
 * error of the operating system stays as it is.
 */
export function unwritable(partialPath: string, cause: unknown): unknown {
  if (!(cause instanceof Error && 'syscall' in cause)) return cause;
  // A hidden one belongs to a directory that was asked for.
  const path = partialPath.replace(/\/\.[^/]+\.partial[^/]*$|\.\d+\.partial$/, '');
  const isNowhere = 'code' in cause && cause.code === 'ENOENT';
  const reason = isNowhere ? `there is no directory ${dirname(path)}` : cause.message;
  return new UsageError(`${path} cannot be written: ${reason}`, { cause });
}

/** With its parents. @throws UsageError where it cannot be: in the place of a file, on a disk that may only be read */
export async function makeDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((cause) => {
    // Node says so of a disk that may only be read.
    const reason = cause.code === 'ENOENT' ? 'the disk may be one that can only be read' : cause.message;
    throw new UsageError(`The directory ${path} cannot be made: ${reason}`, { cause });
  });
}
