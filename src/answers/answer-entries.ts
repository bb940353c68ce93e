/** Entries in npm's cache format: all answers to a question, under its digest. Processes may share the directory. */
import cacache from 'cacache';
import { z } from 'zod';
import { parseOrNull } from '../files/parse-or-null.ts';
import { isCoded } from '../lib/is-coded.ts';
import { StoredAnswer } from './stored-answer.ts';

const Entry = z.array(StoredAnswer);

const KEY_PREFIX = 'poster-stream/answer/';

/** All answers to one question so far, oldest first; empty if there are none, or none is intact. */
export async function readEntry(directory: string, digest: string): Promise<readonly StoredAnswer[]> {
  const stored = await cacache.get(directory, KEY_PREFIX + digest).catch(missing);
  if (stored === null) return [];
  return Entry.safeParse(parseOrNull(stored.data.toString('utf8'))).data ?? [];
}

/** Replaces the previous entry. */
export async function writeEntry(directory: string, digest: string, answers: readonly StoredAnswer[]): Promise<void> {
  const metadata: EntryMetadata = { model: answers.at(-1)?.model ?? '' };
  await cacache.put(directory, KEY_PREFIX + digest, JSON.stringify(answers), { metadata });
}

/** Milliseconds since 1970; `null` if there is no entry. */
export async function timeOfEntry(directory: string, digest: string): Promise<number | null> {
  return (await cacache.get.info(directory, KEY_PREFIX + digest))?.time ?? null;
}

/** No entry, or one whose content is damaged: asked for again. Anything else is an error. */
function missing(thrown: unknown): null {
  if (isCoded(thrown, 'ENOENT') || isCoded(thrown, 'EINTEGRITY')) return null;
  throw thrown;
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

/** Oldest first; none if the directory does not exist. */
export async function listEntries(directory: string): Promise<KeptAnswer[]> {
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
