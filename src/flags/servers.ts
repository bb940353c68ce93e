/** The models of the original pipeline, and where they are served. */
import { z } from 'zod';
import { BOX_UNITS } from '../poster/grounded-boxes.ts';
import { flag } from './flag.ts';
import { urlList } from './value-kinds.ts';

export const SERVERS = {
  pipeline: flag({
    schema: z.enum(['simple', 'original']).default('simple'),
    value: 'NAME',
    help: 'simple: an engine reads the posters; original: Dolphin-v2 reads posters and papers, a vision model the layouts',
    group: 'Reading',
    verbs: ['run', 'transcribe', 'doctor'],
  }),
  dolphinUrl: flag({
    schema: urlList.default([]),
    value: 'URL',
    repeatable: true,
    help: 'where Dolphin-v2 is served, which then reads the papers; several share the work',
    group: 'Reading',
    verbs: ['run', 'parse', 'transcribe', 'doctor'],
  }),
  dolphinModel: flag({
    schema: z.string().min(1).optional(),
    value: 'ID',
    help: 'its name, where the server has several',
    group: 'Reading',
    verbs: ['run', 'parse', 'transcribe', 'doctor'],
  }),
  vlmBoxes: flag({
    schema: z.enum(['auto', ...BOX_UNITS]).default('auto'),
    value: 'UNIT',
    help: 'what the vision model gives boxes in, for --pipeline original (auto: pixels for Qwen2-VL and Qwen2.5-VL)',
    group: 'Reading',
    verbs: ['run', 'transcribe'],
  }),
} as const;
