/** How the papers' figures are found in the posters. */
import { z } from 'zod';
import { flag } from './flag.ts';
import { QWEN } from './server-addresses.ts';
import { share, toggle, urlList } from './value-kinds.ts';

export const MATCHING = {
  matchMethod: flag({
    common: true,
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
    verbs: ['run', 'doctor'],
  }),
  vlmUrl: flag({
    schema: urlList.default([]),
    value: 'URL',
    repeatable: true,
    help: "where a vision model is served, for --use-vlm (the openai engine's servers otherwise) and --pipeline original",
    group: 'Reading',
    verbs: ['run', 'transcribe', 'doctor'],
  }),
  vlmModel: flag({
    schema: z.string().min(1).optional(),
    value: 'ID',
    help: `its name, where the server has several; a hub id or a folder where it is started here (${QWEN})`,
    group: 'Reading',
    verbs: ['run', 'transcribe', 'doctor'],
  }),
} as const;
