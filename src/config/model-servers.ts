/** Where models are served, or how the program serves them itself. */
import { join } from 'node:path';
import { UsageError } from '../model/usage-error.ts';
import type { Config, Values } from './config.ts';
import { askedEngine, type Credentials, findCredentials, modelOf } from './credentials.ts';
import type { Environment } from './environment.ts';
import { ENGINES } from './flags/engine-facts.ts';
import { DOLPHIN, QWEN, VLLM } from './flags/server-addresses.ts';
import { ownCaches } from './folders.ts';

/** The Chat Completions servers: as given, else OPENAI_BASE_URL, else none. Each address ends in a path. */
export function chatServers({ baseUrl }: Config, environment: Environment = process.env): readonly string[] {
  const said = baseUrl.length > 0 ? baseUrl : [environment.OPENAI_BASE_URL || ''].filter((url) => url !== '');
  return said.map(withPath);
}

const OPENAI = 'https://api.openai.com/v1';

/** The servers of the openai engine: OpenAI itself if there is a key and no address. */
export function askedServers(
  config: Config,
  { apiKey }: Credentials,
  environment: Environment = process.env,
): readonly string[] {
  const named = chatServers(config, environment);
  return named.length === 0 && apiKey ? [OPENAI] : named;
}

const withPath = (url: string): string => (new URL(url).pathname === '/' ? new URL('/v1', url).href : url);

/** Where the original pipeline's models are served. @throws UsageError if the options do not say */
export function originalServers(config: Config, environment: Environment = process.env) {
  if (config.dolphinUrl.length === 0 || config.vlmUrl.length === 0)
    throw new UsageError(
      '--pipeline original: say where the models are served, as in --dolphin-url http://localhost:8000/v1 --vlm-url http://localhost:8001/v1',
    );
  const dolphin = dolphinServers(config, environment);
  const vlm = verifyingServers(config, environment);
  return { posters: dolphin, papers: dolphin, matching: vlm, layout: vlm };
}

/** How the program serves the models itself; `null` if it starts no servers. @throws UsageError */
export function servingOptions(config: Config, environment: Environment = process.env) {
  const { pipeline, parallel, gpuIds, serveCommand, useFlashAttn, outputDir } = config;
  if (pipeline === 'simple' || parallel === 'streaming') return null;
  const given = [...config.dolphinUrl, ...config.vlmUrl];
  if (given.length > 0) throw new UsageError(`--parallel ${parallel} starts the servers itself: leave out ${given[0]}`);
  if (parallel === 'staged' && !outputDir)
    throw new UsageError('--parallel staged: say where stages are kept: --output-dir');
  if (parallel === 'multi_gpu' && gpuIds.length < 2)
    throw new UsageError(
      '--parallel multi_gpu needs two GPUs at least, as in --gpu-ids 0,1; with one, --parallel staged',
    );
  if (useFlashAttn && serveCommand !== VLLM)
    throw new UsageError('--use-flash-attn is said to vllm serve; put it into --serve-command in its own words');
  const caches = ownCaches(environment);
  return {
    parallel,
    gpuIds,
    template: serveCommand + (useFlashAttn ? FLASH_ATTENTION : ''),
    models: { dolphin: config.dolphinModel ?? DOLPHIN, vlm: config.vlmModel ?? QWEN },
    verifies: config.useVlm,
    timeoutMs: config.serveTimeout * 1000,
    logDir: outputDir ? join(outputDir, 'logs') : join(caches, 'logs'),
    recordsDir: join(caches, 'servers'),
  };
}

/** vLLM's: https://docs.vllm.ai/en/latest/design/attention_backends/ */
const FLASH_ATTENTION = ' --attention-backend FLASH_ATTN';

/** Where Dolphin is served, and its name there; no address if papers are read on this machine. */
export function dolphinServers(config: Config, environment: Environment = process.env) {
  const apiKey = environment[ENGINES.openai.keyVariable] || '';
  return { baseUrls: config.dolphinUrl.map(withPath), apiKey, model: config.dolphinModel ?? null };
}

/** Who verifies matches: the servers named for it, else those of the openai engine. */
export function verifyingServers(config: Config, environment: Environment = process.env) {
  if (config.vlmUrl.length > 0) {
    // The engine's key must not go to other servers.
    const apiKey = environment[ENGINES.openai.keyVariable] || '';
    return { baseUrls: config.vlmUrl.map(withPath), apiKey, model: config.vlmModel ?? null };
  }
  const baseUrls = ENGINES[askedEngine(config)].chat ? chatServers(config, environment) : [];
  const apiKey = findCredentials(config, environment).apiKey ?? '';
  return { baseUrls, apiKey, model: config.vlmModel ?? modelOf(config) };
}

/**
 * Who is asked for opinions by `evaluate`. A key that is configured for Claude is not sent there; one whose file is named in
 * this very command is meant for it.
 *
 * @param said the options of this command
 */
export function judgingServer(config: Config, said: Readonly<Values>, environment: Environment = process.env) {
  const { engine, apiKey, apiKeyFile } = config;
  const keys = {
    apiKey: engine === 'openai' ? apiKey : undefined,
    apiKeyFile: engine === 'openai' || 'apiKeyFile' in said ? apiKeyFile : undefined,
  };
  const credentials = findCredentials({ ...config, ...keys, engine: 'openai' }, environment);
  const [baseUrl = null] = chatServers(config, environment);
  return { baseUrl, model: config.model ?? null, ...credentials };
}
