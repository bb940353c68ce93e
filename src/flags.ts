/**
 * Every option, once: its type, default, limits and help. The parser of the command line, `--help`, the environment
 * (`POSTER_STREAM_*`), the configuration file and the library's options all read this table.
 */
import { availableParallelism, freemem } from 'node:os';
import { z } from 'zod';
import { AUGMENTATIONS } from './dataset/augment/augment-example.ts';
import { RECORD_FORMATS } from './dataset/format-record.ts';
import { TARGETS } from './dataset/prompt.ts';
import { SERVICES } from './dataset/services/service-rules.ts';
import { TRUNCATIONS } from './dataset/truncate.ts';

export interface Flag<Schema extends z.ZodType = z.ZodType> {
  schema: Schema;
  help: string;
  /** Names the value in `--help`; a flag without one is a switch. */
  value?: string;
  /** May be given several times. */
  repeatable?: true;
  short?: string;
  group: 'Input' | 'Reading' | 'Spending' | 'Shaping' | 'Output' | 'Run';
  verbs: readonly Verb[];
}

export type Verb =
  | 'run'
  | 'parse'
  | 'transcribe'
  | 'match'
  | 'export'
  | 'merge'
  | 'validate'
  | 'split'
  | 'evaluate'
  | 'cache'
  | 'doctor';

const flag = <Schema extends z.ZodType>(definition: Flag<Schema>): Flag<Schema> => definition;

const toggle = z.union([z.boolean(), z.stringbool()]);
const wholeNumber = (min: number, max = Number.MAX_SAFE_INTEGER) => z.coerce.number().int().min(min).max(max);
const share = z.coerce.number().min(0).max(1);
const nameList = <Name extends string>(names: readonly [Name, ...Name[]]) =>
  z
    .union([z.array(z.string()), z.string().transform((text) => text.split(',').filter((name) => name !== ''))])
    .pipe(z.array(z.enum(names)));
const urlList = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(',').filter((url) => url !== ''))])
  .pipe(z.array(z.url({ error: 'expected an address such as http://localhost:8000/v1' })));
const shard = z
  .string()
  .regex(/^\d+\/\d+$/, 'expected I/N, as in 0/4')
  .transform((text) => {
    const [index = 0, count = 1] = text.split('/').map(Number);
    return { index, count };
  })
  .refine(({ index, count }) => index < count, 'I counts from 0 and stays below N');

const price = z
  .string()
  .regex(/^\d*\.?\d+\/\d*\.?\d+$/, 'expected IN/OUT, as in 0.1/0.5')
  .transform((text) => {
    const [input = 0, output = 0] = text.split('/').map(Number);
    return { input, output };
  });

/** The claude engine's, unless another is named. */
export const CLAUDE_MODEL = 'claude-haiku-5-5';

/** What a worker thread may need. */
export const WORKER_BYTES = 600 * 2 ** 20;

/** As many workers as cores, four at most, and no more than the free memory feeds. */
const defaultThreads = (): number =>
  Math.max(1, Math.min(availableParallelism(), 4, Math.floor(freemem() / WORKER_BYTES)));

export const FLAGS = {
  dataDir: flag({
    schema: z.string().default('.'),
    value: 'PATH',
    short: 'd',
    help: "root of the rows' relative paths; files outside it are refused",
    group: 'Input',
    verbs: ['run', 'export'],
  }),
  dataset: flag({
    schema: z.enum(['train', 'test', 'validation']).default('train'),
    value: 'SPLIT',
    help: 'with no rows on stdin, read PATH/SPLIT.csv; export: what the files in -o DIR/ are named',
    group: 'Input',
    verbs: ['run', 'export'],
  }),
  start: flag({
    schema: wholeNumber(0).default(0),
    value: 'N',
    help: 'skip the first N rows',
    group: 'Input',
    verbs: ['run'],
  }),
  limit: flag({
    schema: wholeNumber(0).optional(),
    value: 'N',
    help: 'stop after N rows',
    group: 'Input',
    verbs: ['run'],
  }),
  shard: flag({
    schema: shard.optional(),
    value: 'I/N',
    help: 'only the rows of shard I of N, counted from 0, by the hash of paper_id',
    group: 'Input',
    verbs: ['run'],
  }),
  engine: flag({
    schema: z.enum(['claude', 'openai', 'local']).default('claude'),
    value: 'NAME',
    help: 'who reads the posters: claude, openai (any server that speaks Chat Completions), local (free and offline)',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match', 'doctor'],
  }),
  model: flag({
    schema: z.string().min(1).optional(),
    value: 'ID',
    help: `the model that reads: ${CLAUDE_MODEL} for claude, for openai the one that the server serves`,
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match', 'evaluate', 'doctor'],
  }),
  baseUrl: flag({
    schema: urlList.default([]),
    value: 'URL',
    repeatable: true,
    help: 'where the model is served; openai: given several times, servers share the work',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match', 'evaluate', 'doctor'],
  }),
  apiKey: flag({
    schema: z.string().min(1).optional(),
    value: 'KEY',
    help: 'visible to every user of the machine: prefer ANTHROPIC_API_KEY or OPENAI_API_KEY',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match', 'doctor'],
  }),
  apiKeyFile: flag({
    schema: z.string().min(1).optional(),
    value: 'FILE',
    help: 'read the key from there',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match', 'evaluate', 'doctor'],
  }),
  maxTokens: flag({
    schema: wholeNumber(256).default(16_384),
    value: 'N',
    help: 'tokens an answer may have',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match'],
  }),
  temperature: flag({
    schema: z.coerce.number().min(0).max(1).default(0.1),
    value: 'T',
    help: 'sent to models that take one; current ones do not',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match'],
  }),
  answerForm: flag({
    schema: z.enum(['auto', 'schema', 'delimiters']).default('auto'),
    value: 'FORM',
    help: 'hold answers to a JSON schema, or have them delimited; auto: by schema where the server takes it',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match'],
  }),
  imageEdge: flag({
    schema: wholeNumber(200, 8000).optional(),
    value: 'PX',
    help: "longer side of the picture that is sent (claude: the model's own limit, 1568 or 2576; openai: 2048)",
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match'],
  }),
  maxImageBytes: flag({
    schema: wholeNumber(10_000).default(5 * 2 ** 20),
    value: 'N',
    help: 'bytes of that picture as base64 text',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match'],
  }),
  maxCost: flag({
    schema: z.coerce.number().positive().optional(),
    value: 'USD',
    help: 'ask no more before this many dollars would be passed',
    group: 'Spending',
    verbs: ['run'],
  }),
  dryRun: flag({
    schema: toggle.default(false),
    help: 'count the rows, estimate tokens and dollars, ask nobody',
    group: 'Spending',
    verbs: ['run'],
  }),
  price: flag({
    schema: price.optional(),
    value: 'IN/OUT',
    help: "dollars per million tokens, for models that the program's table does not know",
    group: 'Spending',
    verbs: ['run', 'transcribe', 'match'],
  }),
  cacheDir: flag({
    schema: z.string().min(1).optional(),
    value: 'PATH',
    help: 'where answers that were paid for are kept (the XDG cache directory otherwise)',
    group: 'Spending',
    verbs: ['run', 'transcribe', 'match', 'cache'],
  }),
  cache: flag({
    schema: toggle.default(true),
    help: 'neither read nor keep answers',
    group: 'Spending',
    verbs: ['run', 'transcribe', 'match'],
  }),
  timeout: flag({
    schema: z.coerce.number().positive().default(60),
    value: 'S',
    help: 'seconds for one attempt of a model call; openai: seconds without a word from the server',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match', 'evaluate', 'doctor'],
  }),
  maxRetries: flag({
    schema: wholeNumber(0, 20).default(5),
    value: 'N',
    help: 'attempts after the first',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match', 'evaluate'],
  }),
  figures: flag({
    schema: toggle.default(true),
    help: "leave out the papers' figures",
    group: 'Reading',
    verbs: ['run', 'parse'],
  }),
  matchMethod: flag({
    schema: z.enum(['located', 'features', 'off']).default('located'),
    value: 'NAME',
    help: "find the paper's figures in the whole poster, or compare them with the layout's boxes (features)",
    group: 'Reading',
    verbs: ['run', 'match'],
  }),
  featureThreshold: flag({
    schema: share.default(0.1),
    value: 'SHARE',
    help: 'with --match-method features, the least share of keypoints that match',
    group: 'Reading',
    verbs: ['run', 'match'],
  }),
  useVlm: flag({
    schema: toggle.default(false),
    help: 'have a vision model look over the matched figures, and drop those that it calls different',
    group: 'Reading',
    verbs: ['run'],
  }),
  vlmUrl: flag({
    schema: urlList.default([]),
    value: 'URL',
    repeatable: true,
    help: "where that model is served (the openai engine's servers otherwise); several share the work",
    group: 'Reading',
    verbs: ['run'],
  }),
  vlmModel: flag({
    schema: z.string().min(1).optional(),
    value: 'ID',
    help: 'its name, where the server has several',
    group: 'Reading',
    verbs: ['run'],
  }),
  concurrency: flag({
    schema: wholeNumber(1, 1000).default(20),
    value: 'N',
    help: 'model calls in flight; openai: at each server',
    group: 'Run',
    verbs: ['run', 'evaluate'],
  }),
  threads: flag({
    schema: wholeNumber(1, 64).default(defaultThreads),
    value: 'N',
    help: 'worker threads',
    group: 'Run',
    verbs: ['run', 'parse', 'transcribe', 'match', 'doctor'],
  }),
  unordered: flag({
    schema: toggle.default(false),
    help: 'records as they finish, not in row order',
    group: 'Run',
    verbs: ['run'],
  }),
  failFast: flag({
    schema: toggle.default(false),
    help: 'end at the first failed row',
    group: 'Run',
    verbs: ['run'],
  }),
  maxFailures: flag({
    schema: wholeNumber(0).optional(),
    value: 'N',
    help: 'end when more than N rows failed',
    group: 'Run',
    verbs: ['run'],
  }),
  minFigureSize: flag({
    schema: wholeNumber(1).default(100),
    value: 'PX',
    help: 'embedded pictures smaller than this are icons, not figures',
    group: 'Reading',
    verbs: ['run', 'parse', 'match'],
  }),
  dpi: flag({
    schema: wholeNumber(36, 600).default(200),
    value: 'N',
    help: "dots per inch of the figures' pictures",
    group: 'Reading',
    verbs: ['run', 'parse', 'match'],
  }),
  maxPages: flag({
    schema: wholeNumber(1).default(2000),
    value: 'N',
    help: 'a paper with more pages than this fails',
    group: 'Reading',
    verbs: ['run', 'parse', 'match'],
  }),
  language: flag({
    schema: z
      .string()
      .regex(/^[a-z_]+$/)
      .default('eng'),
    value: 'CODE',
    help: 'the language that OCR expects, as Tesseract names it',
    group: 'Reading',
    verbs: ['run', 'parse', 'transcribe', 'match'],
  }),
  ocr: flag({
    schema: z.enum(['auto', 'never', 'always']).default('auto'),
    value: 'WHEN',
    help: 'read scanned pages of papers by OCR',
    group: 'Reading',
    verbs: ['run', 'parse', 'match'],
  }),
  output: flag({
    schema: z.string().min(1).optional(),
    value: 'FILE',
    short: 'o',
    help: 'write there, whole or not at all (stdout otherwise)',
    group: 'Output',
    verbs: ['parse', 'transcribe', 'match', 'export', 'merge', 'split', 'evaluate'],
  }),
  json: flag({
    schema: toggle.default(false),
    help: 'one JSON document a line',
    group: 'Output',
    verbs: ['cache', 'parse', 'transcribe', 'merge', 'validate', 'split', 'evaluate', 'doctor'],
  }),
  figuresDir: flag({
    schema: z.string().min(1).optional(),
    value: 'DIR',
    help: 'write the figures there as PNG',
    group: 'Output',
    verbs: ['parse', 'match'],
  }),
  outputDir: flag({
    schema: z.string().min(1).optional(),
    value: 'PATH',
    help: 'keep every example, figure and markdown there; finished pairs are not done again',
    group: 'Output',
    verbs: ['run'],
  }),
  exportOnly: flag({
    schema: toggle.default(false),
    help: 'print what --output-dir (else DATA_DIR/output) holds, do nothing else',
    group: 'Output',
    verbs: ['run'],
  }),
  exportFormat: flag({
    schema: z.enum(['jsonl', 'json', 'parquet']).default('jsonl'),
    value: 'NAME',
    help: 'one record a line, one array, or Parquet (export only)',
    group: 'Output',
    verbs: ['run', 'export'],
  }),
  format: flag({
    schema: z.enum([...RECORD_FORMATS, 'coco']).default('alpaca'),
    value: 'NAME',
    help: `the shape of a record: ${RECORD_FORMATS.join(', ')}; export also writes the boxes as coco`,
    group: 'Output',
    verbs: ['run', 'export'],
  }),
  target: flag({
    schema: z.enum(TARGETS).default('both'),
    value: 'NAME',
    help: `what the model is to learn: ${TARGETS.join(', ')}`,
    group: 'Output',
    verbs: ['run', 'export'],
  }),
  as: flag({
    schema: z.enum(['text', 'messages']).default('text'),
    value: 'KIND',
    help: 'prompt-completion as two texts or as two lists of messages',
    group: 'Output',
    verbs: ['run', 'export'],
  }),
  system: flag({
    schema: z.string().min(1).optional(),
    value: 'TEXT',
    help: 'a system turn for messages and sharegpt',
    group: 'Output',
    verbs: ['run', 'export'],
  }),
  images: flag({
    schema: toggle.default(false),
    help: "messages and sharegpt with the paths of the poster's figures",
    group: 'Output',
    verbs: ['export'],
  }),
  shardSize: flag({
    schema: wholeNumber(1).default(500),
    value: 'MB',
    help: 'with -o DIR/, how much text goes into one file',
    group: 'Output',
    verbs: ['export'],
  }),
  maxInputTokens: flag({
    schema: wholeNumber(1).optional(),
    value: 'N',
    help: 'cut papers so that the input has at most N tokens; validate: tokens an example may have',
    group: 'Shaping',
    verbs: ['run', 'export', 'validate'],
  }),
  truncate: flag({
    schema: z.enum(TRUNCATIONS).default('head'),
    value: 'HOW',
    help: `what is kept of a paper that is too long: ${TRUNCATIONS.join(', ')}`,
    group: 'Shaping',
    verbs: ['run', 'export'],
  }),
  augment: flag({
    schema: nameList(AUGMENTATIONS).default([]),
    value: 'LIST',
    help: `add varied copies: ${AUGMENTATIONS.join(',')}`,
    group: 'Shaping',
    verbs: ['run', 'export'],
  }),
  copies: flag({
    schema: wholeNumber(1, 100).default(1),
    value: 'N',
    help: 'how many varied copies of each example',
    group: 'Shaping',
    verbs: ['run', 'export'],
  }),
  seed: flag({
    schema: wholeNumber(0).default(0),
    value: 'N',
    help: 'another number, another choice; the same number, the same choice',
    group: 'Shaping',
    verbs: ['run', 'export', 'split', 'evaluate'],
  }),
  balance: flag({
    schema: z.enum(['columns']).optional(),
    value: 'WHAT',
    help: 'repeat posters with a rare number of columns, up to four times',
    group: 'Shaping',
    verbs: ['export'],
  }),
  minGrounding: flag({
    schema: share.default(0),
    value: 'SHARE',
    help: 'leave out posters of whose words fewer occur in the paper, 0 to 1',
    group: 'Shaping',
    verbs: ['run', 'export'],
  }),
  requireFigures: flag({
    schema: toggle.default(false),
    help: 'leave out posters without a figure of their paper',
    group: 'Shaping',
    verbs: ['run', 'export'],
  }),
  dedupe: flag({
    schema: toggle.default(false),
    help: 'of posters that look the same, only the first',
    group: 'Shaping',
    verbs: ['run', 'export'],
  }),
  test: flag({
    schema: share.default(0.1),
    value: 'SHARE',
    help: 'share of the papers to test with',
    group: 'Shaping',
    verbs: ['split'],
  }),
  validation: flag({
    schema: share.default(0),
    value: 'SHARE',
    help: 'share of the papers to validate with while training',
    group: 'Shaping',
    verbs: ['split'],
  }),
  for: flag({
    schema: z.enum(SERVICES).optional(),
    value: 'SERVICE',
    help: `who is to load the file: ${SERVICES.join(', ')}`,
    group: 'Input',
    verbs: ['validate'],
  }),
  perExample: flag({
    schema: toggle.default(false),
    help: 'one row an example, not only the means',
    group: 'Output',
    verbs: ['evaluate'],
  }),
  quiz: flag({
    schema: wholeNumber(0, 100).default(0),
    value: 'N',
    help: 'ask a model N questions about the paper that the poster should answer (needs --base-url and --model)',
    group: 'Reading',
    verbs: ['evaluate'],
  }),
  judge: flag({
    schema: toggle.default(false),
    help: 'have a model judge six aspects of each poster (needs --base-url and --model)',
    group: 'Reading',
    verbs: ['evaluate'],
  }),
  sheet: flag({
    schema: z.string().min(1).optional(),
    value: 'FILE',
    help: 'write a blinded CSV for people to rate, and its key to FILE.key.csv',
    group: 'Output',
    verbs: ['evaluate'],
  }),
  failures: flag({
    schema: z.string().min(1).optional(),
    value: 'FILE',
    help: 'one line a failed row (stderr otherwise)',
    group: 'Output',
    verbs: ['run', 'export'],
  }),
  jsonSummary: flag({
    schema: z.string().min(1).optional(),
    value: 'FILE',
    help: 'the end summary as JSON',
    group: 'Output',
    verbs: ['run'],
  }),
  progress: flag({
    schema: z.enum(['auto', 'always', 'never']).default('auto'),
    value: 'WHEN',
    help: 'the live line on stderr; auto: on a terminal',
    group: 'Output',
    verbs: ['run'],
  }),
  quiet: flag({
    schema: toggle.default(false),
    help: 'nothing on stderr but errors',
    group: 'Output',
    verbs: ['run', 'parse', 'transcribe', 'match', 'export', 'merge', 'split'],
  }),
  color: flag({
    schema: toggle.default(true),
    help: 'no colours (NO_COLOR is heeded as well)',
    group: 'Output',
    verbs: ['run'],
  }),
} as const;

export type FlagName = keyof typeof FLAGS;

/** `dataDir` → `data-dir`. */
export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
