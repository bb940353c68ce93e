/** Which model is asked, and with whose key. */
import { readFileSync } from 'node:fs';
import { UsageError } from '../model/usage-error.ts';
import type { Config } from './config.ts';
import type { Environment } from './environment.ts';
import { ENGINES, type EngineName } from './flags/engine-facts.ts';

export interface Credentials {
  readonly apiKey: string | null;
}

/** The engine's key: from the option, else the file, else the environment. @throws UsageError */
export function findCredentials(config: Config, environment: Environment = process.env): Credentials {
  const fromFile = config.apiKeyFile === undefined ? null : readKeyFile(config.apiKeyFile);
  const variable = ENGINES[askedEngine(config)].keyVariable;
  const inEnvironment = variable && (environment[variable]?.trim() || null);
  if (config.apiKey !== undefined) return { apiKey: checked(config.apiKey, '--api-key') };
  if (fromFile !== null) return { apiKey: checked(fromFile, `The key file ${config.apiKeyFile}`) };
  return { apiKey: inEnvironment && checked(inEnvironment, String(variable)) };
}

/** Checked here, because the error about a key that no header can hold would show the key. */
function checked(key: string, origin: string): string {
  if (!/^[\x21-\x7e]+$/.test(key)) throw new UsageError(`${origin} must hold one key and nothing else`);
  return key;
}

/** The engine that asks a model: a free one's fallback, if it has one. */
export const askedEngine = ({ engine, fallback }: Config): EngineName =>
  ENGINES[engine].free ? (fallback ?? engine) : engine;

/** The model by name; `null` if the engine has none, or its server decides. */
export function modelOf(config: Config): string | null {
  const { free, model } = ENGINES[askedEngine(config)];
  return free ? null : (config.model ?? model);
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    // A key given in place of a file name must not end up in a log.
    if (path.startsWith('sk-')) throw new UsageError('--api-key-file: expected the name of a file, not a key');
    throw new UsageError(`The key file ${path} cannot be read`, { cause: error });
  }
}
