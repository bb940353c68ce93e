import type { RecordFormat } from './format-record.ts';

/** The name under which LLaMA-Factory's `dataset:` finds the files. */
const NAME = 'poster_stream';

const SHAREGPT_TAGS = {
  role_tag: 'from',
  content_tag: 'value',
  user_tag: 'human',
  assistant_tag: 'gpt',
  system_tag: 'system',
};
const MESSAGES_TAGS = {
  role_tag: 'role',
  content_tag: 'content',
  user_tag: 'user',
  assistant_tag: 'assistant',
  system_tag: 'system',
};

/**
 * LLaMA-Factory's `dataset_info.json` for a file of this format (its data/README.md), or `null` for a format that it does
 * not read.
 */
export function llamaFactoryInfo(format: RecordFormat, fileName: string, hasImages: boolean): object | null {
  const images = hasImages ? { images: 'images' } : {};
  switch (format) {
    case 'alpaca':
      return {
        [NAME]: { file_name: fileName, columns: { prompt: 'instruction', query: 'input', response: 'output' } },
      };
    case 'sharegpt':
      return conversation(fileName, { messages: 'conversations', ...images }, SHAREGPT_TAGS);
    case 'messages':
      return conversation(fileName, { messages: 'messages', ...images }, MESSAGES_TAGS);
    default:
      return null;
  }
}

const conversation = (fileName: string, columns: object, tags: object) => ({
  [NAME]: { file_name: fileName, formatting: 'sharegpt', columns, tags },
});
