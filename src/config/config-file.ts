/** The file of options: in the working directory or one above it, else the user's own. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../model/usage-error.ts';
import type { Environment } from './environment.ts';

const NAME = 'poster-stream.config.json';

/** The nearest file of options, as the user would write its path; `null` where there is none. */
export function findConfigFile(environment: Environment): string | null {
  const own = join(environment.XDG_CONFIG_HOME || join(homedir(), '.config'), 'poster-stream', NAME);
  const found = [...placesUpwards(process.cwd()), own].find((path) => existsSync(path));
  if (found === undefined) return null;
  const fromHere = relative('.', found);
  return fromHere.startsWith('..') ? found : fromHere;
}

function placesUpwards(directory: string): string[] {
  const above = dirname(directory);
  return [resolve(directory, NAME), ...(above === directory ? [] : placesUpwards(above))];
}

/** @throws UsageError if it cannot be read, or is not a JSON object */
export function readConfigFile(path: string): Readonly<Record<string, unknown>> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read`, { cause: error });
  }
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch (error) {
    throw new UsageError(`${path} is no JSON object`, { cause: error });
  }
}
