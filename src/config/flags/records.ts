/** How a record looks. */
import { z } from 'zod';
import { FORMAT_NAMES } from '../../dataset/formats/formats.ts';
import { TARGETS } from '../../dataset/instruction.ts';
import { flag } from './flag.ts';
import { toggle, wholeNumber } from './value-kinds.ts';

export const RECORDS = {
  exportFormat: flag({
    common: true,
    schema: z.enum(['jsonl', 'json', 'parquet']).default('jsonl'),
    value: 'NAME',
    help: 'one record a line, one array, or Parquet (export only)',
    group: 'Output',
    verbs: ['run', 'export'],
  }),
  format: flag({
    common: true,
    schema: z.enum([...FORMAT_NAMES, 'coco']).default('alpaca'),
    value: 'NAME',
    help: `the shape of a record: ${FORMAT_NAMES.join(', ')}; export also writes the boxes as coco`,
    group: 'Output',
    verbs: ['run', 'export'],
  }),
  target: flag({
    common: true,
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
    help: 'a system turn for messages, sharegpt and prompt-completion --as messages',
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
} as const;
