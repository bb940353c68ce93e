import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isRunning } from '../store/is-running.ts';
import { parseOrNull } from '../store/parse-or-null.ts';
import { timeOfEntry, writeEntry } from './answer-entries.ts';
import { JournalLine, journalFolder } from './answer-journal.ts';

/** host.pid.number.jsonl */
const JOURNAL = /^(.+)\.(\d+)\.\d+\.jsonl$/;

/** Whether a process on another machine still runs cannot be seen; one that wrote nothing for so long has ended. */
const LONGEST_SILENCE_MS = 24 * 3_600_000;

/** Puts into the cache what other runs were about to put there: those that were killed, and those that still run. */
export async function settleLeftOver(directory: string): Promise<void> {
  const folder = journalFolder(directory);
  const names = await readdir(folder).catch(noneWhereMissing);
  const newest = new Map<string, JournalLine>();
  const abandoned: string[] = [];
  for (const name of names) {
    const [, host = '', pid = ''] = JOURNAL.exec(name) ?? [];
    const isOurs = host === hostname() && Number(pid) === process.pid;
    if (host === '' || isOurs) continue;
    const path = join(folder, name);
    if (host === hostname() ? !isRunning(Number(pid)) : await isSilent(path)) abandoned.push(path);
    for (const line of await readJournal(path)) {
      const known = newest.get(line.digest);
      if (!known || known.at <= line.at) newest.set(line.digest, line);
    }
  }
  for (const { digest, answers, at } of newest.values()) {
    const settled = await timeOfEntry(directory, digest);
    if (settled === null || settled < at) await writeEntry(directory, digest, answers);
  }
  for (const path of abandoned) await rm(path, { force: true });
}

/** The lines that are whole. */
async function readJournal(path: string): Promise<JournalLine[]> {
  const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n');
  return lines.flatMap((line) => JournalLine.safeParse(parseOrNull(line)).data ?? []);
}

async function isSilent(path: string): Promise<boolean> {
  const about = await stat(path).catch(() => null);
  return about !== null && Date.now() - about.mtimeMs > LONGEST_SILENCE_MS;
}

function noneWhereMissing(thrown: unknown): string[] {
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return [];
  throw thrown;
}
