import { readlink } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** As many as Linux follows. */
const MOST_LINKS = 40;

/** The file that writing to `path` would write, even where it is not there yet: what links name, not the links. */
export async function endOfLinks(path: string): Promise<string> {
  let end = path;
  for (let i = 0; i < MOST_LINKS; i++) {
    const next = await readlink(end).catch(() => null);
    if (next === null) return end;
    end = resolve(dirname(end), next);
  }
  return end;
}
