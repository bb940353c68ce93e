/** Answers that were paid for, on disk, by the question they answer. Processes may share the directory. */
import cacache from 'cacache';
import { z } from 'zod';
import { StoredAnswer } from './answers.ts';

const Entry = z.array(StoredAnswer);

const KEY_PREFIX = 'poster-stream/answer/';

export interface AnswerCache {
  /** All answers to one question so far, oldest first; empty when there is none, or none that is whole. */
  get(digest: string): Promise<readonly StoredAnswer[]>;
  put(digest: string, answers: readonly StoredAnswer[]): Promise<void>;
}

export function openAnswerCache(directory: string): AnswerCache {
  return {
    async get(digest) {
      const stored = await cacache.get(directory, KEY_PREFIX + digest).catch(missing);
      if (stored === null) return [];
      return Entry.safeParse(parseJson(stored.data)).data ?? [];
    },
    async put(digest, answers) {
      const metadata: EntryMetadata = { model: answers.at(-1)?.model ?? '' };
      await cacache.put(directory, KEY_PREFIX + digest, JSON.stringify(answers), { metadata });
    },
  };
}

/** No entry, or one whose content is damaged: asked for again. Anything else is an error. */
function missing(thrown: unknown): null {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  if (code === 'ENOENT' || code === 'EINTEGRITY') return null;
  throw thrown;
}

function parseJson(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString('utf8'));
  } catch {
    // An entry of an older version, or written by hand: not an answer.
    return null;
  }
}

const EntryMetadata = z.object({ model: z.string() });
type EntryMetadata = z.infer<typeof EntryMetadata>;

export interface KeptAnswer {
  digest: string;
  model: string;
  /** ISO 8601. */
  kept_at: string;
  bytes: number;
}

/** Oldest first; none in a directory that is not there. */
export async function listAnswers(directory: string): Promise<KeptAnswer[]> {
  const entries = Object.values(await cacache.ls(directory));
  return entries
    .filter(({ key }) => key.startsWith(KEY_PREFIX))
    .sort((a, b) => a.time - b.time)
    .map(({ key, time, size, metadata }) => ({
      digest: key.slice(KEY_PREFIX.length),
      model: EntryMetadata.safeParse(metadata).data?.model ?? '',
      kept_at: new Date(time).toISOString(),
      bytes: size,
    }));
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
  await cacache.rm.all(directory);
}

/** `--no-cache`. */
export const noAnswerCache: AnswerCache = {
  get: async () => [],
  put: async () => {},
};
