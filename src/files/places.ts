import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isCoded } from '../lib/is-coded.ts';
import { UsageError } from '../model/usage-error.ts';
import { endOfLinks } from './end-of-links.ts';

export interface Places {
  /** Where the file grows: beside its final place, so that a rename puts it there. */
  readonly partial: string;
  /** Where it stands when it is whole: what was asked for, or what that links to. */
  readonly final: string;
}

/** @throws UsageError for what a rename would replace instead of writing to it: `/dev/null`, a pipe, a directory */
export async function placesOf(path: string): Promise<Places> {
  const about = await stat(path).catch(() => null);
  if (about?.isDirectory()) throw new UsageError(`${path} is a directory: name a file`);
  if (about && !about.isFile())
    throw new UsageError(`${path} is no file: leave out -o, and send the standard output there`);
  const final = await endOfLinks(path);
  return { partial: `${final}.${process.pid}.partial`, final };
}

/**
 * For a partial file that could not be written: names the file that was asked for, and why there is none. What is no
 * error of the operating system stays as it is.
 */
export function unwritable(partialPath: string, cause: unknown): unknown {
  if (!(cause instanceof Error && 'syscall' in cause)) return cause;
  // A hidden one belongs to a directory that was asked for.
  const path = partialPath.replace(/\/\.[^/]+\.partial[^/]*$|\.\d+\.partial$/, '');
  const isNowhere = isCoded(cause, 'ENOENT');
  const reason = isNowhere ? `there is no directory ${dirname(path)}` : cause.message;
  return new UsageError(`${path} cannot be written: ${reason}`, { cause });
}
