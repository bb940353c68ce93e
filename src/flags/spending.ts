/** What may be paid, and what was paid for. */
import { z } from 'zod';
import { flag } from './flag.ts';
import { price, toggle } from './value-kinds.ts';

export const SPENDING = {
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
} as const;
