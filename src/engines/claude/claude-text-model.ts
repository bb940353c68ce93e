import Anthropic from '@anthropic-ai/sdk';
import { FatalError } from '../../model/item.ts';
import type { TextModel, TextModelOptions } from '../chat/text-model.ts';
import { failureOfCall } from './claude-errors.ts';
import { traitsOf } from './claude-models.ts';

/** Claude, asked in words. The answer is streamed: a poster takes longer to write than a silent connection lives. */
export function openClaudeTextModel(
  { baseUrl, apiKey, model, timeoutMs, maxRetries }: Omit<TextModelOptions, 'baseUrl'> & { baseUrl: string | null },
  maxTokens: number,
): TextModel {
  const client = new Anthropic({
    apiKey,
    baseURL: baseUrl ?? undefined,
    maxRetries,
    timeout: timeoutMs,
    logLevel: 'off',
  });
  const { thinking } = traitsOf(model);
  return {
    async ask(question) {
      try {
        const stream = client.messages.stream({
          model,
          max_tokens: maxTokens,
          messages: [{ role: 'user', content: question }],
          ...(thinking === 'switch-off' ? { thinking: { type: 'disabled' as const } } : {}),
        });
        const { content } = await stream.finalMessage();
        return content.map((part) => (part.type === 'text' ? part.text : '')).join('');
      } catch (error) {
        const failure = failureOfCall(error, model, apiKey ? [apiKey] : []);
        throw new FatalError(`The model did not answer. ${failure.message}`, { cause: failure });
      }
    },
  };
}
