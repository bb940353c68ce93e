import type { Config } from '../../config/config.ts';
import type { Credentials } from '../../config/credentials.ts';
import { ENGINES, type EngineName } from '../../config/flags/engine-facts.ts';
import { originalServers } from '../../config/model-servers.ts';
import { UsageError } from '../../model/usage-error.ts';
import type { Threads } from '../../threads/pool.ts';
import { openBudget } from '../cost/budget.ts';
import type { Payer } from '../cost/spending.ts';
import type { Engine } from '../engine.ts';
import { withFallback } from '../fallback.ts';
import { KNOWN_ENGINES } from './known-engines.ts';

/** The engine that the configuration names. @throws UsageError when it lacks its key, FatalError when it cannot serve */
export async function openEngine(
  config: Config,
  credentials: Credentials,
  threads: Threads,
  { budget = openBudget(config.maxCost ?? null), onPaid = () => {} }: Partial<Payer> = {},
): Promise<Engine> {
  // Loaded on demand: it saves verbs without posters half a second and 60 MB.
  if (config.pipeline === 'original') {
    const { openOriginal } = await import('./open-original.ts');
    return (await openOriginal(config, originalServers(config), threads, onPaid)).engine;
  }
  const { engine, fallback, minConfidence } = config;
  if (fallback && !ENGINES[engine].free)
    throw new UsageError('--fallback goes with --engine local: the others cost from the start');
  const open = (name: EngineName) => KNOWN_ENGINES[name].open({ config, credentials, threads, budget, onPaid });
  // The paid engine is opened first: without its key there is no point in opening the other.
  const second = fallback && (await open(fallback));
  const first = await open(engine);
  return second ? withFallback(first, second, minConfidence) : first;
}
