/** Where the program keeps what outlives a run. */
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Config } from './config.ts';
import { modelOf } from './credentials.ts';
import type { Environment } from './environment.ts';
import { paperOptions } from './parts.ts';

/** Where paid answers are stored: the directory of the option, else the XDG cache directory; `null` for `--no-cache`. */
export function answerCacheDir(config: Config, environment: Environment = process.env): string | null {
  if (!config.cache) return null;
  return config.cacheDir ?? join(ownCaches(environment), 'answers');
}

/** Where batch runs that keep no examples are spooled. */
export function spoolsDir({ cacheDir }: Config, environment: Environment = process.env): string {
  return join(cacheDir ?? ownCaches(environment), 'batches');
}

/** Where a batch run is spooled: with its examples, else under a hash of the options that say what is read and how. */
export function spoolDir(config: Config, environment: Environment = process.env): string {
  if (config.outputDir) return spoolIn(config.outputDir);
  const { dataset, start, limit, shard, maxTokens, temperature, answerForm, imageEdge, maxImageBytes, posterPage } =
    config;
  const rows = { dataDir: resolve(config.dataDir), dataset, start, limit, shard };
  const question = { model: modelOf(config), maxTokens, temperature, answerForm, imageEdge, maxImageBytes, posterPage };
  const about = JSON.stringify({ ...rows, ...question, ...paperOptions(config) });
  return join(spoolsDir(config, environment), createHash('sha256').update(about).digest('hex').slice(0, 16));
}

/** The spool of a run that keeps its examples in `outputDir`. */
export const spoolIn = (outputDir: string): string => join(outputDir, 'batch');

/** The program's part of the XDG cache directory. */
export const ownCaches = (environment: Environment): string =>
  join(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'poster-stream');
