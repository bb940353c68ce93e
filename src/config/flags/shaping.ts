/** Which examples are written, and how often. */
import { z } from 'zod';
import { AUGMENTATIONS } from '../../dataset/augment/augment-example.ts';
import { TRUNCATIONS } from '../../dataset/truncate.ts';
import { flag } from './flag.ts';
import { nameList, share, toggle, wholeNumber } from './value-kinds.ts';

export const SHAPING = {
  maxInputTokens: flag({
    common: true,
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
} as const;
