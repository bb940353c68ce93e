import { FatalError } from '../../model/item.ts';
import { failureOfChat } from './chat-errors.ts';
import { openChatClient } from './chat-transport.ts';

export interface TextModelOptions {
  /** Up to and including `/v1`. */
  readonly baseUrl: string;
  readonly apiKey: string | null;
  readonly model: string;
  /** Milliseconds an attempt may take. */
  readonly timeoutMs: number;
  readonly maxRetries: number;
}

/** A model that is asked in text and answers in text. */
export interface TextModel {
  /** @throws FatalError when the server cannot answer */
  ask(question: string): Promise<string>;
}

/** A model behind Chat Completions; the same question gets the same answer, as far as the server allows. */
export function openTextModel({ baseUrl, apiKey, model, timeoutMs, maxRetries }: TextModelOptions): TextModel {
  const client = openChatClient(baseUrl, apiKey ?? '');
  return {
    async ask(question) {
      try {
        const answer = await client.chat.completions.create(
          { model, temperature: 0, messages: [{ role: 'user', content: question }] },
          { timeout: timeoutMs, maxRetries },
        );
        return answer.choices[0]?.message.content ?? '';
      } catch (error) {
        const failure = failureOfChat(error, model, apiKey ? [apiKey] : []);
        throw new FatalError(`The model did not answer. ${failure.message}`, { cause: failure });
      }
    },
  };
}
