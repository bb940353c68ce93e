import type { RecordFormat } from './format-record.ts';
import type { SplitFiles } from './split-side.ts';

/** The name under which LLaMA-Factory's `dataset:` finds the training files; other splits are named behind it. */
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
 * LLaMA-Factory's `dataset_info.json` for files of this format (its data/README.md), or `null` for a format that it does
 * not read. Several files are several data sets, to be named together: `dataset: poster_stream_1,poster_stream_2`.
 */
export function llamaFactoryInfo(
  format: RecordFormat,
  splits: readonly SplitFiles[],
  hasImages: boolean,
): Record<string, object> | null {
  const description = describe(format, hasImages);
  if (description === null) return null;
  const entries = splits.flatMap(({ name, files }) => {
    const stem = name === 'train' ? NAME : `${NAME}_${name}`;
    const nameOf = (i: number) => (files.length === 1 ? stem : `${stem}_${i + 1}`);
    return files.map((file_name, i) => [nameOf(i), { file_name, ...description }] as const);
  });
  return Object.fromEntries(entries);
}

function describe(format: RecordFormat, hasImages: boolean): object | null {
  const images = hasImages ? { images: 'images' } : {};
  switch (format) {
    case 'alpaca':
      return { columns: { prompt: 'instruction', query: 'input', response: 'output' } };
    case 'sharegpt':
      return { formatting: 'sharegpt', columns: { messages: 'conversations', ...images }, tags: SHAREGPT_TAGS };
    case 'messages':
      return { formatting: 'sharegpt', columns: { messages: 'messages', ...images }, tags: MESSAGES_TAGS };
    default:
      return null;
  }
}
