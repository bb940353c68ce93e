import Anthropic, { APIConnectionError, APIError } from '@anthropic-ai/sdk';
import { causeOf, redact } from '../asking/redact.ts';
import { type Check, failure, warning, well } from '../check.ts';

/** Milliseconds. */
const TIMEOUT_MS = 10_000;

/** Checks the key and the model with one request that costs nothing. */
export async function checkClaude(apiKey: string, baseUrl: string | null, model: string): Promise<Check> {
  const client = new Anthropic({ apiKey, baseURL: baseUrl, maxRetries: 0, timeout: TIMEOUT_MS, logLevel: 'off' });
  try {
    await client.models.retrieve(model);
    return well('claude', `${model} answers at ${client.baseURL}`);
  } catch (thrown) {
    if (!(thrown instanceof APIError)) throw thrown;
    const said = `${client.baseURL}: ${thrown instanceof APIConnectionError ? causeOf(thrown, [apiKey]) : redact(thrown.message, [apiKey])}`;
    if (thrown.status === 401 || thrown.status === 403) return failure('claude', said, 'Check ANTHROPIC_API_KEY.');
    if (thrown.status === 404) return warning('claude', said, `Check --model: ${model} is not listed there.`);
    return failure('claude', said, 'Check the network, --base-url and proxies; --engine local needs none of them.');
  }
}
