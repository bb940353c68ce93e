import type { Config } from '../../config/config.ts';
import { dolphinServers } from '../../config/model-servers.ts';
import type { ServerToCheck } from '../chat/check-chat-server.ts';
import type { Servers } from '../chat/server-address.ts';
import { type Check, failure } from '../check.ts';

/** Servers of a vision model. @param options Those that name them, for advice. */
export async function checkVision(
  config: Config,
  servers: Servers,
  options: ServerToCheck['options'],
): Promise<Check[]> {
  const { checkChatServer } = await import('../chat/check-chat-server.ts');
  return await checkAll(config, servers, options, checkChatServer);
}

/** Servers of Dolphin. */
export async function checkReader(config: Config): Promise<Check[]> {
  const { checkDolphin } = await import('../original/check-dolphin.ts');
  const options = { url: '--dolphin-url', model: '--dolphin-model' };
  return await checkAll(config, dolphinServers(config), options, checkDolphin);
}

async function checkAll(
  config: Config,
  { baseUrls, apiKey, model }: Servers,
  options: ServerToCheck['options'],
  check: (server: ServerToCheck) => Promise<Check[]>,
): Promise<Check[]> {
  const advice = `Say where the model is served: ${options.url} http://localhost:8000/v1`;
  if (baseUrls.length === 0) return [failure('server', `none is named by ${options.url}`, advice)];
  const timeoutMs = config.timeout * 1000;
  return (await Promise.all(baseUrls.map((baseUrl) => check({ baseUrl, apiKey, model, timeoutMs, options })))).flat();
}
