/** Where results go, and what is reported along the way. */
import { z } from 'zod';
import { flag } from './flag.ts';
import { toggle } from './value-kinds.ts';

export const OUTPUT = {
  output: flag({
    schema: z
      .string()
      .min(1)
      .optional()
      .transform((path) => (path === '-' ? undefined : path)),
    value: 'FILE',
    short: 'o',
    help: 'write there, whole or not at all (stdout otherwise); export: DIR/ for shards and a data set card; split: a directory; render: DIR/ for several',
    group: 'Output',
    verbs: ['rows', 'parse', 'transcribe', 'match', 'export', 'merge', 'split', 'evaluate', 'render', 'generate'],
  }),
  json: flag({
    schema: toggle.default(false),
    help: 'one JSON document a line',
    group: 'Output',
    verbs: [
      'cache',
      'config',
      'parse',
      'transcribe',
      'merge',
      'validate',
      'split',
      'evaluate',
      'render',
      'doctor',
      'batches',
      'generate',
    ],
  }),
  figuresDir: flag({
    schema: z.string().min(1).optional(),
    value: 'DIR',
    help: 'write the figures there as PNG; render: take them from there (an --output-dir, or a folder of pictures)',
    group: 'Output',
    verbs: ['parse', 'match', 'render'],
  }),
  outputDir: flag({
    common: true,
    schema: z.string().min(1).optional(),
    value: 'PATH',
    help: 'keep every example, figure and markdown there; finished pairs are not done again',
    group: 'Output',
    verbs: ['run', 'batches', 'doctor'],
  }),
  exportOnly: flag({
    schema: toggle.default(false),
    help: 'print what --output-dir (else DATA_DIR/output) holds, do nothing else',
    group: 'Output',
    verbs: ['run'],
  }),
  perExample: flag({
    schema: toggle.default(false),
    help: 'one row an example, not only the means',
    group: 'Output',
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
    common: true,
    schema: z.string().min(1).optional(),
    value: 'FILE',
    help: 'one line a failed row (stderr otherwise)',
    group: 'Output',
    verbs: ['fetch', 'run', 'export', 'batches'],
  }),
  jsonSummary: flag({
    schema: z.string().min(1).optional(),
    value: 'FILE',
    help: 'the end summary as JSON',
    group: 'Output',
    verbs: ['run', 'batches'],
  }),
  progress: flag({
    common: true,
    schema: z.enum(['auto', 'always', 'never']).default('auto'),
    value: 'WHEN',
    help: 'the live line on stderr; auto: on a terminal',
    group: 'Output',
    verbs: ['fetch', 'run', 'batches'],
  }),
  quiet: flag({
    common: true,
    schema: toggle.default(false),
    help: 'nothing on stderr but errors',
    group: 'Output',
    verbs: [
      'fetch',
      'run',
      'parse',
      'transcribe',
      'match',
      'export',
      'merge',
      'split',
      'batches',
      'render',
      'generate',
    ],
  }),
  color: flag({
    schema: toggle.default(true),
    help: 'no colours (NO_COLOR is heeded as well)',
    group: 'Output',
    verbs: ['run', 'batches'],
  }),
} as const;
