import type { Config } from '../../config/config.ts';
import type { Threads } from '../../threads/pool.ts';
import type { Servers } from '../chat/server-address.ts';
import type { DocumentReader } from '../document-reader.ts';
import type { OnPaid } from '../engine.ts';

/** Dolphin at these addresses. @throws FatalError where nobody answers, UsageError where the model is to be named */
export async function openConfiguredDolphin(
  config: Config,
  { baseUrls, apiKey, model, ...serving }: Servers,
  threads: Threads,
  onPaid: OnPaid,
): Promise<DocumentReader> {
  const { openDolphin } = await import('../original/dolphin.ts');
  const { onlyModel } = await import('../chat/served-models.ts');
  const { concurrency, maxRetries, timeout, dpi, maxPages, posterPage = null } = config;
  return openDolphin(
    {
      ...{ baseUrls, apiKey, concurrency, maxRetries, onPaid, dpi, maxPages, posterPage, ...serving },
      model: model ?? (await onlyModel(baseUrls, apiKey)),
      timeoutMs: timeout * 1000,
    },
    threads,
  );
}
