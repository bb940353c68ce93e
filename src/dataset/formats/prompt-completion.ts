/** `{ prompt, completion }`: as text, the two halves of the format `text`; or two lists of messages. */
import { z } from 'zod';
import { type Prompt, promptOf } from '../instruction.ts';
import { answerMessage, type Message, openingMessages, readConversation } from './conversation.ts';
import { ChatMessage } from './messages.ts';
import { textColumn, turnsColumn } from './parquet-columns.ts';
import { parseShape } from './parse-shape.ts';
import type { RecordFormat, WriteOptions } from './record-format.ts';
import { templateText, withoutHeadings } from './template.ts';

export interface PromptCompletionRecord {
  readonly prompt: string | readonly Message[];
  readonly completion: string | readonly Message[];
}

const Part = z.union([z.string(), z.array(ChatMessage)]);
const Shape = z.object({ prompt: Part, completion: Part });

const writePrompt = (prompt: Prompt, options: WriteOptions): PromptCompletionRecord =>
  options.as === 'messages'
    ? { prompt: openingMessages(prompt, options), completion: [answerMessage(prompt, options)] }
    : { prompt: templateText(prompt), completion: prompt.output };

export const promptCompletion: RecordFormat<PromptCompletionRecord> = {
  shape: Shape,
  keys: ['prompt', 'completion'],
  writePrompt,
  write: (example, target, options) => writePrompt(promptOf(example, target), options),
  read: (record) => {
    const { prompt, completion } = parseShape(Shape, record);
    return {
      question: typeof prompt === 'string' ? withoutHeadings(prompt) : readConversation(prompt).question,
      answer: typeof completion === 'string' ? completion : readConversation(completion).answer,
    };
  },
  columns: ({ as }) =>
    ['prompt', 'completion'].map((name) =>
      as === 'messages' ? turnsColumn(name, 'role', 'content') : textColumn(name),
    ),
  isConversation: false,
  takesSystem: ({ as }) => as === 'messages',
  takesTarget: true,
  llamaFactory: null,
};
