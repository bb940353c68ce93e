import type { Config } from '../config/config.ts';
import { hubAccess, webOptions } from '../config/web-options.ts';
import type { KnownPapers } from '../dataset/identity/known-papers.ts';
import { Web } from './http/web.ts';
import { readKnownPapers } from './read-known-papers.ts';

/** The papers that `--exclude` names. @throws UsageError where a source cannot be read */
export async function openExclusions(config: Config): Promise<KnownPapers> {
  await using web = new Web(webOptions(config));
  const { signal } = new AbortController();
  return await readKnownPapers(config.exclude, { web, hub: hubAccess(), split: null, signal });
}
