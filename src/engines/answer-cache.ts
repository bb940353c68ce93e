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
      await cacache.put(directory, KEY_PREFIX + digest, JSON.stringify(answers));
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

/** `--no-cache`. */
export const noAnswerCache: AnswerCache = {
  get: async () => [],
  put: async () => {},
};
