import type { Config } from '../../config/config.ts';
import { type Credentials, findCredentials, modelOf } from '../../config/credentials.ts';
import { ENGINES } from '../../config/flags/engine-facts.ts';
import { askedServers } from '../../config/model-servers.ts';
import { UsageError } from '../../model/usage-error.ts';
import { rendererIn } from '../../threads/renderer-in.ts';
import type { Check } from '../check.ts';
import type { Engine } from '../engine.ts';
import { askingOptions, type EngineSetting } from './asking-options.ts';
import { checkVision } from './check-servers.ts';

/** @throws UsageError without a server or where the model is to be named, FatalError where nobody answers */
export async function openConfiguredOpenai({
  config,
  credentials,
  threads,
  budget,
  onPaid,
}: EngineSetting): Promise<Engine> {
  const { openOpenai } = await import('../chat/openai.ts');
  return openOpenai({ ...(await openaiOptions(config, credentials)), budget, onPaid, renderPdf: rendererIn(threads) });
}

async function openaiOptions(config: Config, credentials: Credentials) {
  const baseUrls = askedServers(config, credentials);
  if (baseUrls.length === 0)
    throw new UsageError(
      `No server: say where the model is served, as in --base-url http://localhost:8000/v1, or set ${ENGINES.openai.keyVariable}`,
    );
  const apiKey = credentials.apiKey ?? '';
  const { onlyModel } = await import('../chat/served-models.ts');
  // An estimate asks no server, not even for a model's name.
  const model = modelOf(config) ?? (config.dryRun ? '' : await onlyModel(baseUrls, apiKey));
  return { ...askingOptions({ ...config, model }), apiKey, baseUrls };
}

export function checkConfiguredOpenai(config: Config): Promise<Check[]> {
  const credentials = findCredentials(config);
  const servers = {
    baseUrls: askedServers(config, credentials),
    apiKey: credentials.apiKey ?? '',
    model: modelOf(config),
  };
  return checkVision(config, servers, { url: '--base-url', model: '--model' });
}
