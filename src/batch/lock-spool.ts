import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';
import { isRunning } from '../files/is-running.ts';
import { parseOrNull } from '../files/parse-or-null.ts';
import { isCoded } from '../lib/is-coded.ts';
import { UsageError } from '../model/usage-error.ts';

const Owner = z.object({ pid: z.int(), host: z.string() });

/**
 * One process at a time: two would ask everything twice. A lock whose process is gone is ignored.
 * @returns a function that releases it
 * @throws UsageError while another process holds it
 */
export async function lockSpool(path: string): Promise<() => Promise<void>> {
  const owner = JSON.stringify({ pid: process.pid, host: hostname() });
  for (;;) {
    try {
      await writeFile(path, owner, { flag: 'wx' });
      return () => rm(path, { force: true });
    } catch (error) {
      if (!isCoded(error, 'EEXIST')) throw error;
    }
    await removeAbandoned(path);
  }
}

/** @throws UsageError for a lock that is held */
async function removeAbandoned(path: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const { data: owner } = Owner.safeParse(parseOrNull(text));
  if (owner && owner.host !== hostname()) {
    throw new UsageError(`Process ${owner.pid} on ${owner.host} is at these batches. If it has ended, remove ${path}`);
  }
  if (owner && isRunning(owner.pid)) {
    throw new UsageError(
      `Process ${owner.pid} is at these batches already. Wait for it, or give this run an --output-dir of its own`,
    );
  }
  await rm(path, { force: true });
}
