import { answerCacheDir, type Config, type Credentials } from '../config.ts';
import type { Threads } from '../threads/pool.ts';
import { UsageError } from '../usage-error.ts';
import type { ClaudeOptions } from './claude.ts';
import type { Engine, OnPaid } from './engine.ts';
import { priced } from './prices.ts';

/** The engine that the configuration names. @throws UsageError when it lacks its key, FatalError when it cannot serve */
export async function openEngine(
  config: Config,
  credentials: Credentials,
  threads: Threads,
  onPaid: OnPaid = () => {},
): Promise<Engine> {
  // Loaded when they are needed: half a second and 60 MB that verbs without posters are spared.
  if (config.engine === 'local') {
    const { openLocal } = await import('./local.ts');
    return openLocal({ language: config.language, concurrency: config.threads });
  }
  const { openClaude } = await import('./claude.ts');
  return openClaude({ ...claudeOptions(config, credentials), renderPdf: rendererIn(threads), onPaid });
}

function claudeOptions(config: Config, { apiKey }: Credentials): Omit<ClaudeOptions, 'onPaid' | 'renderPdf'> {
  if (!apiKey && !config.dryRun)
    throw new UsageError('No key: set ANTHROPIC_API_KEY, or choose --engine local, which needs none');
  const { model, maxTokens, temperature, maxRetries, concurrency, answerForm, maxImageBytes } = config;
  return {
    apiKey: apiKey ?? '',
    baseUrl: config.baseUrl ?? null,
    timeoutMs: config.timeout * 1000,
    longEdge: config.imageEdge ?? null,
    cacheDir: answerCacheDir(config),
    prices: config.price ? { [model]: priced(config.price.input, config.price.output) } : {},
    maxCostUsd: config.maxCost ?? null,
    ...{ model, maxTokens, temperature, maxRetries, concurrency, answerForm, maxImageBytes },
  };
}

/** PDFium works without pause: in a thread it holds nothing up, and can be stopped. */
const rendererIn = (threads: Threads): ClaudeOptions['renderPdf'] => {
  return async (bytes, limits, signal) => {
    const image = await threads.run('renderPoster', [bytes, limits], signal);
    // Between threads a Buffer becomes a plain array of bytes.
    return { ...image, data: Buffer.from(image.data) };
  };
};
