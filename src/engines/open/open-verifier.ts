import type { Config } from '../../config/config.ts';
import { answerCacheDir } from '../../config/folders.ts';
import { verifyingServers } from '../../config/model-servers.ts';
import { UsageError } from '../../model/usage-error.ts';
import type { Servers } from '../chat/server-address.ts';
import type { Verifier } from '../chat/verifier.ts';
import type { OnPaid } from '../engine.ts';

/** Who checks matches, as the configuration says; `null` for nobody. @throws UsageError, FatalError */
export async function openConfiguredVerifier(
  config: Config,
  onPaid: OnPaid,
  servers: Servers = verifyingServers(config),
): Promise<Verifier | null> {
  if (!config.useVlm || config.dryRun) return null;
  const { baseUrls, apiKey, model, ...serving } = servers;
  if (baseUrls.length === 0)
    throw new UsageError('--use-vlm: say where a vision model is served, as in --vlm-url http://localhost:8001/v1');
  const { openVerifier } = await import('../chat/verifier.ts');
  const { onlyModel } = await import('../chat/served-models.ts');
  const { concurrency, maxRetries, timeout } = config;
  return openVerifier({
    ...{ baseUrls, apiKey, concurrency, maxRetries, onPaid, ...serving },
    model: model ?? (await onlyModel(baseUrls, apiKey)),
    timeoutMs: timeout * 1000,
    cacheDir: answerCacheDir(config),
  });
}
