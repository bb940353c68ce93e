/** What a Chat Completions server streams → one answer. */
import { APIConnectionError } from 'openai';
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { CompletionUsage } from 'openai/resources/completions';
import type { StoredAnswer } from '../../answers/stored-answer.ts';
import type { Usage } from '../../model/schemas.ts';
import { NOTHING } from '../../model/summary.ts';
import { asFields, asText } from '../../poster/layout/loose-fields.ts';
import { parseAnswer } from '../asking/parse-answer.ts';

/** What models think aloud in their answer, if the server does not remove it. */
const THOUGHT = /^\s*<think>[\s\S]*?<\/think>/i;

/**
 * Reads a stream to its end.
 * @param onWord Called for every piece as it comes.
 * @throws APIConnectionError for a stream that breaks off
 */
export async function gatherAnswer(
  chunks: AsyncIterable<ChatCompletionChunk>,
  maxTokens: number,
  onWord: () => void,
): Promise<StoredAnswer> {
  let content = '';
  let reasoning = '';
  let refused = false;
  let finish: string | null = null;
  let model = '';
  let usage = NOTHING;
  for await (const chunk of chunks) {
    onWord();
    model = chunk.model || model;
    if (chunk.usage) usage = usageOf(chunk.usage);
    const [choice] = chunk.choices ?? [];
    if (choice === undefined) continue;
    content += choice.delta.content ?? '';
    reasoning += reasoningIn(choice.delta);
    refused ||= asText(choice.delta.refusal) !== null;
    finish = choice.finish_reason ?? finish;
  }
  if (finish === null) throw new APIConnectionError({ message: 'The answer broke off' });
  const stopReason = refused ? 'refusal' : (STOP_REASONS[finish] ?? finish);
  return { text: answerIn(content, reasoning), stop_reason: stopReason, max_tokens: maxTokens, usage, model };
}

/** In the terms of the Messages API, which the cache uses. */
const STOP_REASONS: Readonly<Record<string, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  content_filter: 'refusal',
};

/** Servers name the field differently: `reasoning_content` (llama.cpp, SGLang), `reasoning` (vLLM, Ollama). */
function reasoningIn(delta: object): string {
  const { reasoning_content: content, reasoning } = asFields(delta);
  const said = content ?? reasoning;
  return typeof said === 'string' ? said : '';
}

/** A server that mistakes an answer for thinking puts all of it into the reasoning field. */
function answerIn(content: string, reasoning: string): string {
  const said = content.replace(THOUGHT, '').trim();
  if (reasoning === '' || parseAnswer(said) !== null) return said;
  return said === '' || parseAnswer(reasoning) !== null ? reasoning : said;
}

function usageOf({ prompt_tokens, completion_tokens, prompt_tokens_details }: CompletionUsage): Usage {
  const cached = prompt_tokens_details?.cached_tokens ?? 0;
  return {
    input_tokens: Math.max(0, prompt_tokens - cached),
    output_tokens: completion_tokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cached,
  };
}
