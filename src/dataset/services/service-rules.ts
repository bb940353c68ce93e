import type { FormatName } from '../formats/formats.ts';
import type { FileFormat } from '../json-frames.ts';

export const SERVICES = ['trl', 'together', 'fireworks', 'openai', 'axolotl', 'llama-factory'] as const;
export type Service = (typeof SERVICES)[number];

/** What a service or trainer takes, as far as a file can be checked for it. */
export interface ServiceRules {
  /** Record formats it loads, the best for this purpose first. */
  readonly formats: readonly FormatName[];
  readonly files: readonly FileFormat[];
  readonly minRows: number;
  readonly maxRows: number | null;
  readonly maxBytes: number | null;
  /** Tokens of one example, prompt and answer together. */
  readonly maxTokens: number | null;
  /** Every line must have the same keys with values of the same kind: the loader makes columns of them. */
  readonly isTabular: boolean;
  /** As many `<image>` tokens as images. */
  readonly countsImages: boolean;
}

const LINES_ONLY = ['jsonl'] as const;
const ANY_FILE = ['jsonl', 'json', 'parquet'] as const;

const GB = 1e9;
const MB = 1e6;

/** Each from the service's own documentation on preparing data, 2026. */
export const SERVICE_RULES: Readonly<Record<Service, ServiceRules>> = {
  // TRL, Dataset formats and types: language modelling or prompt-completion, standard or conversational.
  trl: {
    formats: ['prompt-completion', 'messages', 'text'],
    files: ANY_FILE,
    minRows: 1,
    maxRows: null,
    maxBytes: null,
    maxTokens: null,
    isTabular: true,
    countsImages: false,
  },
  // Together AI, Data preparation: a line of two possible formats is rejected; files of up to 100 GB.
  together: {
    formats: ['messages', 'prompt-completion', 'text'],
    files: LINES_ONLY,
    minRows: 1,
    maxRows: null,
    maxBytes: 100 * GB,
    maxTokens: null,
    isTabular: false,
    countsImages: false,
  },
  // Fireworks AI, Supervised fine tuning: 3 to 3 million examples of the chat format.
  fireworks: {
    formats: ['messages'],
    files: LINES_ONLY,
    minRows: 3,
    maxRows: 3_000_000,
    maxBytes: null,
    maxTokens: null,
    isTabular: false,
    countsImages: false,
  },
  // OpenAI, Supervised fine-tuning: at least 10 examples, files of up to 512 MB, 65,536 tokens an example.
  openai: {
    formats: ['messages'],
    files: LINES_ONLY,
    minRows: 10,
    maxRows: null,
    maxBytes: 512 * MB,
    maxTokens: 65_536,
    isTabular: false,
    countsImages: false,
  },
  // Axolotl, Dataset formats: instruction tuning, conversation (chat_template), completion.
  axolotl: {
    formats: ['messages', 'alpaca', 'sharegpt', 'text'],
    files: ANY_FILE,
    minRows: 1,
    maxRows: null,
    maxBytes: null,
    maxTokens: null,
    isTabular: true,
    countsImages: false,
  },
  // LLaMA-Factory, data/README.md: alpaca or sharegpt (messages by its tags), text for pre-training.
  'llama-factory': {
    formats: ['sharegpt', 'alpaca', 'messages', 'text'],
    files: ANY_FILE,
    minRows: 1,
    maxRows: null,
    maxBytes: null,
    maxTokens: null,
    isTabular: true,
    countsImages: true,
  },
};
