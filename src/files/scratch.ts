import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileName } from './file-name.ts';
import { isRunning } from './is-running.ts';
import { makeDirectory } from './make-directory.ts';
import { unwritable } from './places.ts';

/** A directory for the pictures of the rows in flight; gone on every way out. */
export interface Scratch extends AsyncDisposable {
  /** Where a row's pictures belong; the directory may not exist yet. */
  dirFor(paperId: string): string;
  /** Makes a directory under the row's own. */
  make(paperId: string, ...names: string[]): Promise<string>;
  /** Removes what was made for a row. @param finished whether the row has become an example */
  release(paperId: string, finished: boolean): Promise<void>;
}

const PREFIX = '.poster-stream-';

/**
 * @param parent where finished files will stand, so that they can be moved and not copied; the system's otherwise.
 * @throws UsageError where nothing can be written there
 */
export async function openScratch(parent: string = tmpdir()): Promise<Scratch> {
  await makeDirectory(parent);
  await removeAbandoned(parent);
  const root = await mkdtemp(join(parent, `${PREFIX}${process.pid}-`)).catch((error) => {
    throw unwritable(parent, error);
  });
  const removeNow = () => rmSync(root, { recursive: true, force: true });
  process.once('exit', removeNow);
  const dirFor = (paperId: string) => join(root, fileName(paperId));
  const made = new Set<string>();
  return {
    dirFor,
    async make(paperId, ...names) {
      made.add(paperId);
      const dir = join(dirFor(paperId), ...names);
      await mkdir(dir, { recursive: true });
      return dir;
    },
    async release(paperId) {
      if (made.delete(paperId)) await rm(dirFor(paperId), { recursive: true, force: true });
    },
    async [Symbol.asyncDispose]() {
      process.off('exit', removeNow);
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Removes what runs left that were killed. */
async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN;
    if (pid > 0 && !isRunning(pid)) await rm(join(parent, name), { recursive: true, force: true });
  }
}
