import { APIConnectionError } from 'openai';
import { FatalError } from '../../model/item.ts';
import { UsageError } from '../../model/usage-error.ts';
import { causeOf } from '../asking/redact.ts';
import { openChatClient } from './chat-transport.ts';

/** Milliseconds; listing names is quick. */
const TIMEOUT_MS = 10_000;

/** The models that a Chat Completions server lists. @throws APIError */
export async function listModels(baseUrl: string, apiKey: string): Promise<string[]> {
  const { data } = await openChatClient(baseUrl, apiKey).models.list({ timeout: TIMEOUT_MS });
  return (data ?? []).map(({ id }) => id);
}

/**
 * The only model of the first server that answers.
 * @throws UsageError if there is a choice, FatalError if nobody answers
 */
export async function onlyModel(baseUrls: readonly string[], apiKey: string): Promise<string> {
  let cause: unknown;
  for (const baseUrl of baseUrls) {
    try {
      return choose(await listModels(baseUrl, apiKey), baseUrl);
    } catch (thrown) {
      if (thrown instanceof UsageError) throw thrown;
      cause = thrown;
    }
  }
  const reason = cause instanceof Error ? causeOf(cause, [apiKey]) : String(cause);
  const problem = cause instanceof APIConnectionError ? 'Nobody answers' : 'The models are not told';
  throw new FatalError(`${problem} at ${baseUrls.join(', ')} (${reason}). Check --base-url, or name the --model.`, {
    cause,
  });
}

/** How many names fit into a message. */
const SHOWN = 10;

function choose(models: readonly string[], baseUrl: string): string {
  const [only, ...others] = models;
  if (only !== undefined && others.length === 0) return only;
  const offered =
    only === undefined ? 'lists no model' : `has ${models.length} models: ${models.slice(0, SHOWN).join(', ')}`;
  throw new UsageError(`${baseUrl} ${offered}. Say which one with --model.`);
}
