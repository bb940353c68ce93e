import type { Config, Credentials } from '../config.ts';
import { UsageError } from '../usage-error.ts';
import type { Engine } from './engine.ts';

/** The engine that the configuration names. @throws UsageError when it lacks its key */
export async function openEngine(config: Config, credentials: Credentials): Promise<Engine> {
  if (config.engine === 'claude' && !credentials.apiKey) {
    throw new UsageError('No key: set ANTHROPIC_API_KEY, or choose --engine local, which needs none');
  }
  throw new UsageError(`The ${config.engine} engine has not landed`);
}
