/** `{ conversations: [{ from, value }] }`, with `images` when some are given. */
import { z } from 'zod';
import { type Prompt, promptOf } from '../instruction.ts';
import { conversation, imagesOf, type Message, readConversation } from './conversation.ts';
import { pictureColumns, turnsColumn } from './parquet-columns.ts';
import { parseShape } from './parse-shape.ts';
import type { RecordFormat, WriteOptions } from './record-format.ts';

export interface Turn {
  readonly from: 'system' | 'human' | 'gpt';
  readonly value: string;
}
export interface ShareGptRecord {
  readonly conversations: readonly Turn[];
  readonly images?: readonly string[];
}

export const ShareGptShape = z.object({
  conversations: z.array(z.object({ from: z.string(), value: z.string() })),
});

const SPEAKERS = { system: 'system', user: 'human', assistant: 'gpt' } as const;

const turnOf = ({ role, content }: Message): Turn => ({ from: SPEAKERS[role], value: content });

const writePrompt = (prompt: Prompt, options: WriteOptions): ShareGptRecord => ({
  conversations: conversation(prompt, options).map(turnOf),
  ...imagesOf(options),
});

const TAGS = {
  role_tag: 'from',
  content_tag: 'value',
  user_tag: 'human',
  assistant_tag: 'gpt',
  system_tag: 'system',
};

export const sharegpt: RecordFormat<ShareGptRecord> = {
  shape: ShareGptShape,
  keys: ['conversations'],
  writePrompt,
  write: (example, target, options) => writePrompt(promptOf(example, target), options),
  read: (record) =>
    readConversation(
      parseShape(ShareGptShape, record).conversations.map(({ from, value }) => ({ role: from, content: value })),
    ),
  columns: ({ images }) => [turnsColumn('conversations', 'from', 'value'), ...pictureColumns(images)],
  isConversation: true,
  takesSystem: () => true,
  takesTarget: true,
  llamaFactory: (images) => ({ formatting: 'sharegpt', columns: { messages: 'conversations', ...images }, tags: TAGS }),
};
