import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Config, configAsNoted } from '../config/config.ts';
import { spoolIn, spoolsDir } from '../config/folders.ts';
import { UsageError } from '../model/usage-error.ts';
import { type About, readAbout } from './batch-spool.ts';

export interface FoundSpool {
  readonly root: string;
  readonly about: About;
}

/** The spools that can be found without being named: in --output-dir and in the cache directory. */
export async function findSpools(config: Config): Promise<FoundSpool[]> {
  const parent = spoolsDir(config);
  const names = await readdir(parent).catch(() => []);
  const roots = names.map((name) => join(parent, name));
  return await spoolsAt(config.outputDir ? [spoolIn(config.outputDir), ...roots] : roots);
}

/**
 * One spool.
 * @param named its directory, or the output directory that it is in; without it there must be one only
 * @throws UsageError where there is none, or several
 */
export async function findSpool(config: Config, named = config.outputDir): Promise<FoundSpool> {
  const found = named === undefined ? await findSpools(config) : await spoolsAt([named, spoolIn(named)]);
  const [spool, ...others] = found;
  if (!spool) throw new UsageError(`There are no batches to go on with in ${named ?? spoolsDir(config)}`);
  if (others.length === 0) return spool;
  throw new UsageError('Which batches? Name one of', { hints: found.map(({ root }) => `  ${root}`) });
}

/** The options of the run that made a spool, except those that are said now; the spool may have been moved. */
export function optionsOf({ root, about }: FoundSpool, said: Readonly<Record<string, unknown>>): Config {
  const { outputDir } = about.options;
  const moved = outputDir === undefined ? {} : { outputDir: dirname(root) };
  return configAsNoted({ ...about.options, ...moved }, said);
}

async function spoolsAt(roots: readonly string[]): Promise<FoundSpool[]> {
  const abouts = await Promise.all(roots.map(readAbout));
  return roots.flatMap((root, i) => {
    const about = abouts[i];
    return about ? [{ root: resolve(root), about }] : [];
  });
}
