import type { TrainingExample } from '../model/schemas.ts';
import { type Prompt, promptOf, type Target } from './instruction.ts';
import { type QualityColumns, qualityColumns } from './quality-columns.ts';

/** The shapes that trainers load: see `formatRecord`. */
export const RECORD_FORMATS = ['alpaca', 'messages', 'prompt-completion', 'sharegpt', 'text', 'raw'] as const;
export type RecordFormat = (typeof RECORD_FORMATS)[number];

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}
export interface Turn {
  readonly from: 'system' | 'human' | 'gpt';
  readonly value: string;
}

export type AlpacaRecord = Prompt;
export interface MessagesRecord {
  readonly messages: readonly Message[];
  readonly images?: readonly string[];
}
export interface PromptCompletionRecord {
  readonly prompt: string | readonly Message[];
  readonly completion: string | readonly Message[];
}
export interface ShareGptRecord {
  readonly conversations: readonly Turn[];
  readonly images?: readonly string[];
}
export interface TextRecord {
  readonly text: string;
}
export type RawRecord = Omit<TrainingExample, 'quality'> & {
  readonly quality: QualityColumns;
};

export type DatasetRecord =
  | AlpacaRecord
  | MessagesRecord
  | PromptCompletionRecord
  | ShareGptRecord
  | TextRecord
  | RawRecord;

export interface RecordOptions {
  readonly format: RecordFormat;
  readonly target: Target;
  /** `prompt-completion` as two strings (default) or as two lists of messages. */
  readonly as?: 'text' | 'messages';
  /** The system turn of `messages`, `sharegpt` and message lists; none by default. */
  readonly system?: string | null;
  /** Pictures that go with the prompt (`messages` and `sharegpt` only); one `<image>` a picture opens the user's turn. */
  readonly images?: readonly string[];
}

/**
 * A training example as one line of a data set. All records of one format have the same keys, and a key has one type:
 * mixed types are what breaks dataset loaders.
 *
 * - `alpaca`: `{ instruction, input, output }`, all strings
 * - `messages`: `{ messages: [system?, user, assistant] }`, with `images` when some are given
 * - `prompt-completion`: `{ prompt, completion }`; as text, the two halves of `text`
 * - `sharegpt`: `{ conversations: [{ from, value }] }`, with `images` when some are given
 * - `text`: `{ text }`, one string with the three headings
 * - `raw`: the example itself, with every quality column
 */
export function formatRecord(example: TrainingExample, options: RecordOptions): DatasetRecord {
  if (options.format === 'raw') return { ...example, quality: qualityColumns(example) };
  return formatPrompt(promptOf(example, options.target), {
    ...options,
    format: options.format,
  });
}

/** The same for a prompt without an example, which is how inference asks. */
export function formatPrompt(
  prompt: Prompt,
  options: RecordOptions & { readonly format: Exclude<RecordFormat, 'raw'> },
): Exclude<DatasetRecord, RawRecord> {
  switch (options.format) {
    case 'alpaca':
      return {
        instruction: prompt.instruction,
        input: prompt.input,
        output: prompt.output,
      };
    case 'messages':
      return {
        messages: conversation(prompt, options),
        ...imagesOf(options),
      };
    case 'prompt-completion':
      return options.as === 'messages'
        ? {
            prompt: openingMessages(prompt, options),
            completion: [answer(prompt, options)],
          }
        : { prompt: templateText(prompt), completion: prompt.output };
    case 'sharegpt':
      return {
        conversations: conversation(prompt, options).map(turnOf),
        ...imagesOf(options),
      };
    case 'text':
      return { text: templateText(prompt) + prompt.output };
  }
}

/** What the user says in formats without an own place for the input. */
export function userText({ instruction, input }: Prompt): string {
  return `${instruction}\n\n${input}`;
}

/**
 * All before the answer, in the Alpaca template (Taori et al. 2023, github.com/tatsu-lab/stanford_alpaca) without its
 * preamble. It ends in a line break, so that the answer's first token is the same with and without the prompt.
 */
function templateText({ instruction, input }: Prompt): string {
  return `### Instruction:\n${instruction}\n\n### Input:\n${input}\n\n### Response:\n`;
}

const conversation = (prompt: Prompt, options: RecordOptions): Message[] => [
  ...openingMessages(prompt, options),
  answer(prompt, options),
];

function openingMessages(prompt: Prompt, { system, images }: RecordOptions): Message[] {
  const user: Message = {
    role: 'user',
    content: imageTokens(images) + literalText(userText(prompt), images),
  };
  return system ? [{ role: 'system', content: system }, user] : [user];
}

const IMAGE_TOKEN = '<image>';

const imageTokens = (images: readonly string[] | undefined) =>
  images?.length ? `${IMAGE_TOKEN.repeat(images.length)}\n` : '';

/** Trainers count the tokens against the pictures, so a paper that speaks of `<image>` must not add one. */
const literalText = (text: string, images: readonly string[] | undefined) =>
  images ? text.replaceAll(IMAGE_TOKEN, '< image >') : text;

const answer = ({ output }: Prompt, { images }: RecordOptions): Message => ({
  role: 'assistant',
  content: literalText(output, images),
});

const imagesOf = ({ images }: RecordOptions) => (images ? { images } : {});

const SPEAKERS = { system: 'system', user: 'human', assistant: 'gpt' } as const;

const turnOf = ({ role, content }: Message): Turn => ({
  from: SPEAKERS[role],
  value: content,
});
