/** What the configuration and the environment say about web requests. */
import type { Config } from './config.ts';
import type { Environment } from './environment.ts';

/** The Hugging Face Hub's own variables (huggingface_hub, Environment variables). */
export function hubAccess(environment: Environment = process.env): { endpoint: string; token: string | null } {
  const { HF_ENDPOINT, HF_TOKEN } = environment;
  return { endpoint: (HF_ENDPOINT || 'https://huggingface.co').replace(/\/+$/, ''), token: HF_TOKEN || null };
}

export function webOptions({ allowHost, allowPrivateHosts, contact, hostPause, maxRetries, perHost, timeout }: Config) {
  return {
    allowPrivateHosts,
    allowedHosts: allowHost,
    perHost,
    pauseMs: hostPause * 1000,
    userAgent: `poster-stream (files for research${contact ? `; ${contact}` : ''})`,
    idleMs: timeout * 1000,
    maxRetries,
  };
}

/** The options that control how files are fetched. */
export function fetcherOptions(config: Config) {
  const { arxivUrl, dataDir, fetchConcurrency, maxDownload, venueUrl } = config;
  const files = { root: dataDir, maxBytes: maxDownload * 1e6, concurrency: fetchConcurrency };
  return { ...webOptions(config), ...files, venueUrl, arxivUrl };
}
