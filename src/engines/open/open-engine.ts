import type { Config } from '../../config/config.ts';
import { type Credentials, modelOf } from '../../config/credentials.ts';
import { answerCacheDir } from '../../config/folders.ts';
import { askedServers, originalServers } from '../../config/model-servers.ts';
import { UsageError } from '../../model/usage-error.ts';
import type { Threads } from '../../threads/pool.ts';
import type { RenderPdf } from '../asking/poster-input.ts';
import { priced } from '../cost/prices.ts';
import type { Engine, OnPaid } from '../engine.ts';
import { withFallback } from '../fallback.ts';

/** The engine that the configuration names. @throws UsageError when it lacks its key, FatalError when it cannot serve */
export async function openEngine(
  config: Config,
  credentials: Credentials,
  threads: Threads,
  onPaid: OnPaid = () => {},
): Promise<Engine> {
  // Loaded when they are needed: half a second and 60 MB that verbs without posters are spared.
  if (config.pipeline === 'original') {
    const { openOriginal } = await import('./open-original.ts');
    return (await openOriginal(config, originalServers(config), threads, onPaid)).engine;
  }
  if (config.engine !== 'local') {
    if (config.fallback) throw new UsageError('--fallback goes with --engine local: the others cost from the start');
    return openPaying(config.engine, config, credentials, threads, onPaid);
  }
  const { language, threads: concurrency, posterPage = null, minConfidence } = config;
  const second = config.fallback && (await openPaying(config.fallback, config, credentials, threads, onPaid));
  const { openLocal } = await import('../local.ts');
  const local = openLocal({ language, posterPage, concurrency });
  return second ? withFallback(local, second, minConfidence) : local;
}

async function openPaying(
  name: 'claude' | 'openai',
  config: Config,
  credentials: Credentials,
  threads: Threads,
  onPaid: OnPaid,
): Promise<Engine> {
  const paying = { onPaid, renderPdf: rendererIn(threads) };
  if (name === 'claude') {
    const { openClaude } = await import('../claude/claude.ts');
    return openClaude({ ...claudeOptions(config, credentials), ...paying });
  }
  const { openOpenai } = await import('../chat/openai.ts');
  return openOpenai({ ...(await openaiOptions(config, credentials)), ...paying });
}

/** @throws UsageError without a key */
export function claudeOptions(config: Config, { apiKey }: Credentials) {
  if (!apiKey && !config.dryRun)
    throw new UsageError(
      config.fallback
        ? 'No key for --fallback claude: set ANTHROPIC_API_KEY'
        : 'No key: set ANTHROPIC_API_KEY, or choose --engine local, which needs none',
    );
  const [baseUrl = null, ...others] = config.baseUrl;
  if (others.length > 0) throw new UsageError('--base-url: the claude engine takes one; openai takes several');
  return { ...readerOptions(config), apiKey: apiKey ?? '', baseUrl };
}

async function openaiOptions(config: Config, credentials: Credentials) {
  const baseUrls = askedServers(config, credentials);
  if (baseUrls.length === 0)
    throw new UsageError(
      'No server: say where the model is served, as in --base-url http://localhost:8000/v1, or set OPENAI_API_KEY',
    );
  const apiKey = credentials.apiKey ?? '';
  const { onlyModel } = await import('../chat/served-models.ts');
  // An estimate asks nobody, not even for a name.
  const model = modelOf(config) ?? (config.dryRun ? '' : await onlyModel(baseUrls, apiKey));
  return { ...readerOptions({ ...config, model }), apiKey, baseUrls };
}

/** What is said alike to every model that reads. */
function readerOptions(config: Config) {
  const model = modelOf(config) ?? '';
  const { maxTokens, temperature, maxRetries, concurrency, answerForm, maxImageBytes } = config;
  return {
    timeoutMs: config.timeout * 1000,
    longEdge: config.imageEdge ?? null,
    cacheDir: answerCacheDir(config),
    prices: config.price ? { [model]: priced(config.price.input, config.price.output) } : {},
    maxCostUsd: config.maxCost ?? null,
    posterPage: config.posterPage ?? null,
    batch: config.batch,
    ...{ model, maxTokens, temperature, maxRetries, concurrency, answerForm, maxImageBytes },
  };
}

/** PDFium works without pause: in a thread it holds nothing up, and can be stopped. */
export const rendererIn = (threads: Threads): RenderPdf => {
  return async (bytes, limits, signal) => {
    const image = await threads.run('renderPoster', [bytes, limits], signal);
    // Between threads a Buffer becomes a plain array of bytes.
    return { ...image, data: Buffer.from(image.data) };
  };
};
