import type { Config } from '../config.ts';
import type { Threads } from '../threads/pool.ts';
import type { DocumentReader } from './document-reader.ts';
import type { OnPaid } from './engine.ts';

/** Where a model is served. */
export interface Servers {
  readonly baseUrls: readonly string[];
  readonly apiKey: string;
  /** `null`: the one that is served there. */
  readonly model: string | null;
}

/** Dolphin at these addresses. @throws FatalError where nobody answers, UsageError where the model is to be named */
export async function openConfiguredDolphin(
  config: Config,
  { baseUrls, apiKey, model }: Servers,
  threads: Threads,
  onPaid: OnPaid,
): Promise<DocumentReader> {
  const { openDolphin } = await import('./dolphin.ts');
  const { onlyModel } = await import('./served-models.ts');
  const { concurrency, maxRetries, timeout, dpi, maxPages } = config;
  return openDolphin(
    {
      ...{ baseUrls, apiKey, concurrency, maxRetries, onPaid, dpi, maxPages },
      model: model ?? (await onlyModel(baseUrls, apiKey)),
      timeoutMs: timeout * 1000,
    },
    threads,
  );
}
