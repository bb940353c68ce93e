/** The models of the original pipeline, and where they are served. */
import { z } from 'zod';
import { flag } from './flag.ts';
import { urlList } from './value-kinds.ts';

export const SERVERS = {
  dolphinUrl: flag({
    schema: urlList.default([]),
    value: 'URL',
    repeatable: true,
    help: 'have the papers read by Dolphin-v2, which is served there; several share the work',
    group: 'Reading',
    verbs: ['run', 'parse', 'doctor'],
  }),
  dolphinModel: flag({
    schema: z.string().min(1).optional(),
    value: 'ID',
    help: 'its name, where the server has several',
    group: 'Reading',
    verbs: ['run', 'parse', 'doctor'],
  }),
} as const;
