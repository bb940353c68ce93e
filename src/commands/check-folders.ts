import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import prettyBytes from 'pretty-bytes';
import type { Config } from '../config/config.ts';
import { askedEngine } from '../config/credentials.ts';
import { ENGINES } from '../config/flags/engine-facts.ts';
import { answerCacheDir } from '../config/folders.ts';
import { type Check, failure, warning, well } from '../engines/check.ts';

/** Room for some thousand examples with their figures. */
const ENOUGH_BYTES = 2e9;

/** Where a run would write: its results, where it keeps them, and the answers that it pays for. */
export async function checkFolders(config: Config): Promise<Check[]> {
  const answers = ENGINES[askedEngine(config)].free ? null : answerCacheDir(config);
  const folders = [
    { subject: 'output', path: config.outputDir ?? null, option: '--output-dir' },
    { subject: 'cache', path: answers, option: '--cache-dir' },
  ];
  return await Promise.all(
    folders.flatMap(({ path, ...about }) => (path === null ? [] : [checkFolder({ path, ...about })])),
  );
}

async function checkFolder({ subject, path, option }: { subject: string; path: string; option: string }) {
  const there = await nearest(resolve(path));
  const advice = `Name another folder: ${option} PATH`;
  try {
    if (!(await stat(there)).isDirectory()) return failure(subject, `${there} is no directory`, advice);
    await access(there, constants.W_OK);
  } catch (error) {
    return failure(subject, `${path} cannot be written: ${error instanceof Error ? error.message : error}`, advice);
  }
  const { bavail, bsize } = await statfs(there);
  const found = `${path}: ${prettyBytes(bavail * bsize)} free`;
  return bavail * bsize < ENOUGH_BYTES
    ? warning(subject, found, `Make room there, or ${advice}`)
    : well(subject, found);
}

/** What is there of a path. */
const nearest = async (path: string): Promise<string> =>
  (await stat(path).catch(() => null)) ? path : await nearest(dirname(path));
