/** Which rows are read. */
import { z } from 'zod';
import { SERVICES } from '../../dataset/services/service-rules.ts';
import { flag } from './flag.ts';
import { shard, wholeNumber } from './value-kinds.ts';

export const INPUT = {
  dataDir: flag({
    common: true,
    schema: z.string().default('.'),
    value: 'PATH',
    short: 'd',
    help: "root of the rows' relative paths; files outside it are refused",
    group: 'Input',
    verbs: ['fetch', 'run', 'export', 'batches', 'render'],
  }),
  dataset: flag({
    common: true,
    schema: z.enum(['train', 'test', 'validation']).default('train'),
    value: 'SPLIT',
    help: 'with no rows on stdin, read PATH/SPLIT.csv; export: what the files in -o DIR/ are named',
    group: 'Input',
    verbs: ['fetch', 'run', 'export'],
  }),
  start: flag({
    schema: wholeNumber(0).default(0),
    value: 'N',
    help: 'skip the first N rows',
    group: 'Input',
    verbs: ['fetch', 'run'],
  }),
  limit: flag({
    common: true,
    schema: wholeNumber(0).optional(),
    value: 'N',
    help: 'stop after N rows',
    group: 'Input',
    verbs: ['fetch', 'run'],
  }),
  shard: flag({
    common: true,
    schema: shard.optional(),
    value: 'I/N',
    help: 'only the rows of shard I of N, counted from 0, by the hash of paper_id; auto: the part of a Slurm array that this task is; auto/N: the task of this number, in Slurm or Kubernetes',
    group: 'Input',
    verbs: ['fetch', 'run'],
  }),
  for: flag({
    schema: z.enum(SERVICES).optional(),
    value: 'SERVICE',
    help: `who is to load the file: ${SERVICES.join(', ')}`,
    group: 'Input',
    verbs: ['validate'],
  }),
} as const;
