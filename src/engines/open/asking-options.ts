import type { Config } from '../../config/config.ts';
import { type Credentials, modelOf } from '../../config/credentials.ts';
import { answerCacheDir } from '../../config/folders.ts';
import type { Threads } from '../../threads/pool.ts';
import { priced } from '../cost/prices.ts';
import type { Payer } from '../cost/spending.ts';

/** What opening an engine needs. */
export interface EngineSetting extends Payer {
  readonly config: Config;
  readonly credentials: Credentials;
  readonly threads: Threads;
}

/** The options that every asking engine shares. */
export function askingOptions(config: Config) {
  const model = modelOf(config) ?? '';
  const { maxTokens, temperature, maxRetries, concurrency, answerForm, maxImageBytes } = config;
  return {
    timeoutMs: config.timeout * 1000,
    longEdge: config.imageEdge ?? null,
    cacheDir: answerCacheDir(config),
    prices: config.price ? { [model]: priced(config.price.input, config.price.output) } : {},
    posterPage: config.posterPage ?? null,
    batch: config.batch,
    ...{ model, maxTokens, temperature, maxRetries, concurrency, answerForm, maxImageBytes },
  };
}
