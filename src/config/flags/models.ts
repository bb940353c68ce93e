/** Who reads the posters, and how it is asked. */
import { z } from 'zod';
import { ASKING_ENGINE_NAMES, ENGINE_NAMES, ENGINES } from './engine-facts.ts';
import { flag } from './flag.ts';
import { seconds, share, toggle, urlList, wholeNumber } from './value-kinds.ts';

export const MODELS = {
  engine: flag({
    common: true,
    schema: z
      .enum([...ENGINE_NAMES, 'extractive'])
      .default('claude')
      // To the program both are the engine that asks no model; for posters to be written the word says how.
      .transform((name) => (name === 'extractive' ? 'local' : name)),
    value: 'NAME',
    help: 'who reads the posters: claude, openai (any server that speaks Chat Completions), local (free and offline); generate: who writes them, extractive is local',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match', 'doctor', 'generate'],
  }),
  fallback: flag({
    common: true,
    schema: z.enum(ASKING_ENGINE_NAMES).optional(),
    value: 'NAME',
    help: 'with --engine local: who reads the posters that it reads poorly, at their price',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match', 'doctor'],
  }),
  minConfidence: flag({
    schema: share.default(0.8),
    value: 'SHARE',
    help: 'with --fallback, the confidence of the OCR from which on a poster counts as well read',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match'],
  }),
  posterPage: flag({
    schema: wholeNumber(1).optional(),
    value: 'N',
    help: "the poster's page, where posters are PDFs (the first that is larger than A3 otherwise, else the first)",
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match', 'render'],
  }),
  model: flag({
    common: true,
    schema: z.string().min(1).optional(),
    value: 'ID',
    help: `the model that reads: ${ENGINES.claude.model} for claude, for openai the one that the server serves; evaluate: the one that is asked for its opinion`,
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match', 'evaluate', 'doctor', 'generate'],
  }),
  baseUrl: flag({
    common: true,
    schema: urlList.default([]),
    value: 'URL',
    repeatable: true,
    help: 'where the model is served; openai: given several times, servers share the work',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match', 'evaluate', 'doctor', 'batches', 'generate'],
  }),
  apiKey: flag({
    schema: z.string().min(1).optional(),
    value: 'KEY',
    help: 'visible to every user of the machine: prefer ANTHROPIC_API_KEY or OPENAI_API_KEY',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match', 'doctor', 'batches', 'generate'],
  }),
  apiKeyFile: flag({
    common: true,
    schema: z.string().min(1).optional(),
    value: 'FILE',
    help: 'read the key from there',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match', 'evaluate', 'doctor', 'batches', 'generate'],
  }),
  maxTokens: flag({
    schema: wholeNumber(256).default(16_384),
    value: 'N',
    help: 'tokens an answer may have',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'match', 'generate'],
  }),
  temperature: flag({
    schema: share.default(0.1),
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
  timeout: flag({
    schema: seconds.default(60),
    value: 'S',
    help: 'seconds for one attempt of a model call; openai: seconds without a word from the server',
    group: 'Reading',
    verbs: ['rows', 'fetch', 'run', 'parse', 'transcribe', 'match', 'evaluate', 'doctor', 'generate'],
  }),
  maxRetries: flag({
    schema: wholeNumber(0, 20).default(5),
    value: 'N',
    help: 'attempts after the first',
    group: 'Reading',
    verbs: ['rows', 'fetch', 'run', 'parse', 'transcribe', 'match', 'evaluate', 'generate'],
  }),
  quiz: flag({
    schema: wholeNumber(0, 100).default(0),
    value: 'N',
    help: 'ask a model N questions about the paper that the poster should answer (needs --base-url and --model; key: --api-key-file, else OPENAI_API_KEY)',
    group: 'Reading',
    verbs: ['evaluate'],
  }),
  judge: flag({
    schema: toggle.default(false),
    help: 'have a model judge six aspects of each poster (needs --base-url and --model)',
    group: 'Reading',
    verbs: ['evaluate'],
  }),
} as const;
