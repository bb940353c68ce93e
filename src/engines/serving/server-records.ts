/** A file for each running server, so that the next start finds those whose program was killed. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { parseOrNull } from '../../files/parse-or-null.ts';
import { writeWhole } from '../../files/write-whole.ts';
import { endGroup } from './process-group.ts';
import { processIdentity } from './process-identity.ts';

const ServerRecord = z.object({
  host: z.string(),
  pid: z.int(),
  /** Its start time, so that another process with the same id is left alone. */
  identity: z.string().nullable(),
  owner: z.object({ pid: z.int(), identity: z.string().nullable() }),
  command: z.string(),
});

/** @returns the record's path, to be removed when the server has ended */
export async function recordServer(directory: string, pid: number, command: string): Promise<string> {
  const [identity, own] = [await processIdentity(pid), await processIdentity(process.pid)];
  const record = { host: hostname(), pid, identity, owner: { pid: process.pid, identity: own }, command };
  const path = join(directory, `${hostname()}-${pid}.json`);
  await writeWhole(path, `${JSON.stringify(record)}\n`);
  return path;
}

/** Ends the servers of programs that no longer run. @returns their commands */
export async function endAbandoned(directory: string): Promise<string[]> {
  const ended: string[] = [];
  for (const name of await readdir(directory).catch(nothingThere)) {
    const path = join(directory, name);
    const record = ServerRecord.safeParse(parseOrNull(await readFile(path, 'utf8').catch(() => ''))).data;
    // Folders may be shared between machines: a process id means nothing on another one.
    if (record?.host !== hostname() || (await isThere(record.owner))) continue;
    if (await isThere(record)) {
      await endGroup(record.pid);
      ended.push(record.command);
    }
    await rm(path, { force: true });
  }
  return ended;
}

const isThere = async ({ pid, identity }: { pid: number; identity: string | null }): Promise<boolean> =>
  identity !== null && (await processIdentity(pid)) === identity;

function nothingThere(error: unknown): string[] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}
