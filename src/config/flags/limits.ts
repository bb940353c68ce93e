/** Spending limits, and where paid answers are kept. */
import { z } from 'zod';
import { flag } from './flag.ts';
import { positive, price, seconds, toggle, wholeNumber } from './value-kinds.ts';

export const SPENDING = {
  batch: flag({
    common: true,
    schema: toggle.default(false),
    help: 'ask Claude by the Message Batches API: half the price, within a day',
    group: 'Spending',
    verbs: ['run'],
  }),
  batchSize: flag({
    schema: wholeNumber(1, 100_000).default(100_000),
    value: 'N',
    help: 'with --batch, the most requests of one batch (256 MB is the other limit)',
    group: 'Spending',
    verbs: ['run'],
  }),
  poll: flag({
    schema: seconds.default(10),
    value: 'S',
    help: 'with --batch, seconds between the first looks at what is in progress; later up to ten times as many',
    group: 'Spending',
    verbs: ['run', 'batches'],
  }),
  maxCost: flag({
    common: true,
    schema: positive.optional(),
    value: 'USD',
    help: 'ask no more before this many dollars would be passed',
    group: 'Spending',
    verbs: ['run'],
  }),
  dryRun: flag({
    common: true,
    schema: toggle.default(false),
    help: 'count the rows, estimate tokens and dollars, ask nobody',
    group: 'Spending',
    verbs: ['run', 'rows'],
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
    verbs: ['run', 'transcribe', 'match', 'cache', 'batches', 'doctor'],
  }),
  cache: flag({
    schema: toggle.default(true),
    help: 'neither read nor keep answers',
    group: 'Spending',
    verbs: ['run', 'transcribe', 'match'],
  }),
} as const;
