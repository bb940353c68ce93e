import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { absent } from '../files/absent.ts';
import { isRunning } from '../files/is-running.ts';
import { parseOrNull } from '../files/parse-or-null.ts';
import { timeOfEntry, writeEntry } from './answer-entries.ts';
import { isOwnJournal, JournalLine, journalFolder } from './answer-journal.ts';

/** host.pid.uuid.jsonl */
const JOURNAL = /^(.+)\.(\d+)\.[^.]+\.jsonl$/;

/** A process on another machine cannot be seen; one that has written nothing for this long has ended. */
const LONGEST_SILENCE_MS = 24 * 3_600_000;

/** Moves into the cache what other runs, killed or still running, were about to store. */
export async function settleLeftOver(directory: string): Promise<void> {
  const newest = new Map<string, JournalLine>();
  const abandoned: string[] = [];
  for await (const { path, lines, hasEnded } of otherJournals(journalFolder(directory))) {
    if (hasEnded) abandoned.push(path);
    for (const line of lines) {
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

interface OtherJournal {
  readonly path: string;
  /** Those that are whole. */
  readonly lines: readonly JournalLine[];
  /** Whether the process that kept it is gone. */
  readonly hasEnded: boolean;
}

async function* otherJournals(folder: string): AsyncGenerator<OtherJournal> {
  for (const name of (await readdir(folder).catch(absent)) ?? []) {
    const [, host = '', pid = ''] = JOURNAL.exec(name) ?? [];
    if (host === '' || isOwnJournal(name)) continue;
    const path = join(folder, name);
    const hasEnded = host === hostname() ? isGone(Number(pid)) : await isSilent(path);
    const text = await readFile(path, 'utf8').catch(absent);
    const lines = (text ?? '').split('\n').flatMap((line) => JournalLine.safeParse(parseOrNull(line)).data ?? []);
    yield { path, lines, hasEnded };
  }
}

/** A journal with this process's id that it did not write belongs to an earlier process. */
const isGone = (pid: number): boolean => pid === process.pid || !isRunning(pid);

async function isSilent(path: string): Promise<boolean> {
  const about = await stat(path).catch(absent);
  return about !== null && Date.now() - about.mtimeMs > LONGEST_SILENCE_MS;
}
