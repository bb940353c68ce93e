/** What the configuration and the environment say of asking the web. */
import type { Config } from './config.ts';
import type { Environment } from './environment.ts';

/** The Hugging Face Hub's own variables (huggingface_hub, Environment variables). */
export function hubAccess(environment: Environment = process.env): { endpoint: string; token: string | null } {
  const { HF_ENDPOINT, HF_TOKEN } = environment;
  return { endpoint: (HF_ENDPOINT || 'https://huggingface.co').replace(/\/+$/, ''), token: HF_TOKEN || null };
}

export function webOptions({ allowHost, allowPrivateHosts, contact, maxRetries, timeout }: Config) {
  return {
    allowPrivateHosts,
    allowedHosts: allowHost,
    perHost: 4,
    pauseMs: 0,
    userAgent: `poster-stream (files for research${contact ? `; ${contact}` : ''})`,
    idleMs: timeout * 1000,
    maxRetries,
  };
}
