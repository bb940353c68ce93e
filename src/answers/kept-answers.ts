/** The answers of all runs, for those who look at them: `cache ls|verify|clear`. */
import { rm } from 'node:fs/promises';
import cacache from 'cacache';
import { z } from 'zod';
import { type KeptAnswer, listEntries } from './answer-entries.ts';
import { journalFolder } from './answer-journal.ts';
import { settleLeftOver } from './settle-left-over.ts';

export type { KeptAnswer };

/** Oldest first, those of runs that were killed among them; none in a directory that is not there. */
export async function listAnswers(directory: string): Promise<KeptAnswer[]> {
  await settleLeftOver(directory);
  return listEntries(directory);
}

/** Checks every answer against its digest and drops what is damaged or was replaced. */
export async function verifyAnswers(
  directory: string,
): Promise<{ sound: number; dropped: number; reclaimedBytes: number }> {
  // Verifying would make a cache where there is none.
  if ((await listAnswers(directory)).length === 0) return { sound: 0, dropped: 0, reclaimedBytes: 0 };
  const stats = Verified.parse(await cacache.verify(directory));
  return {
    sound: stats.totalEntries,
    dropped: stats.rejectedEntries + stats.missingContent + stats.badContentCount,
    reclaimedBytes: stats.reclaimedSize,
  };
}

const Verified = z.object({
  totalEntries: z.number(),
  rejectedEntries: z.number(),
  missingContent: z.number(),
  badContentCount: z.number(),
  reclaimedSize: z.number(),
});

/** Removes all answers, and nothing else that may be in the directory. */
export async function clearAnswers(directory: string): Promise<void> {
  await rm(journalFolder(directory), { recursive: true, force: true });
  await cacache.rm.all(directory);
}
