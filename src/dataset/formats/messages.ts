/** `{ messages: [system?, user, assistant] }`, with `images` when some are given. */
import { z } from 'zod';
import { type Prompt, promptOf } from '../instruction.ts';
import { conversation, imagesOf, type Message, readConversation } from './conversation.ts';
import { pictureColumns, turnsColumn } from './parquet-columns.ts';
import { parseShape } from './parse-shape.ts';
import type { RecordFormat, WriteOptions } from './record-format.ts';

export interface MessagesRecord {
  readonly messages: readonly Message[];
  readonly images?: readonly string[];
}

/** `weight` leaves a turn out of the loss; some services know it. */
export const ChatMessage = z.object({ role: z.string(), content: z.string(), weight: z.literal([0, 1]).optional() });
export const MessagesShape = z.object({ messages: z.array(ChatMessage) });

const writePrompt = (prompt: Prompt, options: WriteOptions): MessagesRecord => ({
  messages: conversation(prompt, options),
  ...imagesOf(options),
});

const TAGS = {
  role_tag: 'role',
  content_tag: 'content',
  user_tag: 'user',
  assistant_tag: 'assistant',
  system_tag: 'system',
};

export const messages: RecordFormat<MessagesRecord> = {
  shape: MessagesShape,
  keys: ['messages'],
  writePrompt,
  write: (example, target, options) => writePrompt(promptOf(example, target), options),
  read: (record) => readConversation(parseShape(MessagesShape, record).messages),
  columns: ({ images }) => [turnsColumn('messages', 'role', 'content'), ...pictureColumns(images)],
  isConversation: true,
  takesSystem: () => true,
  takesTarget: true,
  llamaFactory: (images) => ({ formatting: 'sharegpt', columns: { messages: 'messages', ...images }, tags: TAGS }),
};
