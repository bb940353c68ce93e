import type { Config } from '../../config/config.ts';
import { answerCacheDir } from '../../config/folders.ts';
import { boxUnitOf } from '../../poster/layout/grounded-boxes.ts';
import type { Threads } from '../../threads/pool.ts';
import type { OriginalServers, Servers } from '../chat/server-address.ts';
import type { PaperReader } from '../document-reader.ts';
import type { OnPaid } from '../engine.ts';
import type { LayoutReader } from '../original/layout-reader.ts';
import { OriginalEngine } from '../original/original.ts';
import { openConfiguredDolphin } from './open-dolphin.ts';

export interface OriginalReaders {
  readonly engine: OriginalEngine;
  readonly papers: PaperReader;
}

/** The models of the original pipeline at these servers. @throws FatalError where nobody answers, UsageError */
export async function openOriginal(
  config: Config,
  servers: OriginalServers,
  threads: Threads,
  onPaid: OnPaid,
): Promise<OriginalReaders> {
  const posters = await openConfiguredDolphin(config, servers.posters, threads, onPaid);
  // A single Dolphin for both remembers what its servers accept.
  const shared = servers.papers.baseUrls === servers.posters.baseUrls;
  const papers = shared ? posters : await openConfiguredDolphin(config, servers.papers, threads, onPaid);
  const layouts = await openLayouts(config, servers.layout, threads, onPaid);
  return { engine: new OriginalEngine({ posters, layouts }), papers };
}

async function openLayouts(
  config: Config,
  { baseUrls, apiKey, model: named, ...serving }: Servers,
  threads: Threads,
  onPaid: OnPaid,
): Promise<LayoutReader> {
  const { openLayoutReader } = await import('../original/layout-reader.ts');
  const { onlyModel } = await import('../chat/served-models.ts');
  const model = named ?? (await onlyModel(baseUrls, apiKey));
  const { concurrency, maxRetries, maxTokens, timeout, vlmBoxes, answerForm, posterPage = null } = config;
  return openLayoutReader(
    {
      ...{ baseUrls, apiKey, model, concurrency, maxRetries, maxTokens, posterPage, onPaid, ...serving },
      timeoutMs: timeout * 1000,
      boxUnit: vlmBoxes === 'auto' ? boxUnitOf(model) : vlmBoxes,
      heldToSchema: answerForm !== 'delimiters',
      cacheDir: answerCacheDir(config),
    },
    threads,
  );
}
