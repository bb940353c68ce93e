/** The answers of every run, as `cache ls|verify|clear` sees them. */
import { rm } from 'node:fs/promises';
import cacache from 'cacache';
import { z } from 'zod';
import { type KeptAnswer, listEntries } from './answer-entries.ts';
import { journalFolder } from './answer-journal.ts';
import { settleLeftOver } from './settle-left-over.ts';

export type { KeptAnswer };

/** Oldest first, including those of runs that were killed; none if the directory does not exist. */
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
