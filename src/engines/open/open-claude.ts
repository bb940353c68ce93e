import type { Config } from '../../config/config.ts';
import { type Credentials, findCredentials, modelOf } from '../../config/credentials.ts';
import { ENGINES } from '../../config/flags/engine-facts.ts';
import { UsageError } from '../../model/usage-error.ts';
import { rendererIn } from '../../threads/renderer-in.ts';
import { type Check, failure } from '../check.ts';
import type { Engine } from '../engine.ts';
import { askingOptions, type EngineSetting } from './asking-options.ts';

const { keyVariable: KEY } = ENGINES.claude;

/** @throws UsageError without a key, FatalError when it cannot serve */
export async function openConfiguredClaude({
  config,
  credentials,
  threads,
  budget,
  onPaid,
}: EngineSetting): Promise<Engine> {
  const { openClaude } = await import('../claude/claude.ts');
  return openClaude({ ...claudeOptions(config, credentials), budget, onPaid, renderPdf: rendererIn(threads) });
}

/** @throws UsageError without a key */
export function claudeOptions(config: Config, { apiKey }: Credentials) {
  if (!apiKey && !config.dryRun)
    throw new UsageError(
      config.fallback
        ? `No key for --fallback claude: set ${KEY}`
        : `No key: set ${KEY}, or choose --engine local, which needs none`,
    );
  const [baseUrl = null, ...others] = config.baseUrl;
  if (others.length > 0) throw new UsageError('--base-url: the claude engine takes one; openai takes several');
  return { ...askingOptions(config), apiKey: apiKey ?? '', baseUrl };
}

export async function checkConfiguredClaude(config: Config): Promise<Check[]> {
  const { apiKey } = findCredentials(config);
  const model = modelOf(config);
  if (!apiKey || model === null)
    return [failure('key', `${KEY} is not set`, 'Set it, or choose --engine local, which needs none.')];
  const { checkClaude } = await import('../claude/check-claude.ts');
  return [await checkClaude(apiKey, config.baseUrl[0] ?? null, model)];
}
