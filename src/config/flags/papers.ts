/** How papers are read. */
import { z } from 'zod';
import { flag } from './flag.ts';
import { toggle, wholeNumber } from './value-kinds.ts';

export const PAPERS = {
  figures: flag({
    common: true,
    schema: toggle.default(true),
    help: "leave out the papers' figures",
    group: 'Reading',
    verbs: ['run', 'parse', 'generate'],
  }),
  minFigureSize: flag({
    schema: wholeNumber(1).default(100),
    value: 'PX',
    help: 'embedded pictures smaller than this are icons, not figures',
    group: 'Reading',
    verbs: ['run', 'parse', 'match', 'generate'],
  }),
  dpi: flag({
    schema: wholeNumber(36, 600).default(200),
    value: 'N',
    help: "dots per inch of the figures' pictures",
    group: 'Reading',
    verbs: ['run', 'parse', 'match', 'generate'],
  }),
  formulas: flag({
    schema: z.enum(['latex', 'text']).default('latex'),
    value: 'HOW',
    help: 'write formulas of PDFs as LaTeX between dollars, or as text',
    group: 'Reading',
    verbs: ['run', 'parse', 'transcribe'],
  }),
  maxPages: flag({
    schema: wholeNumber(1).default(2000),
    value: 'N',
    help: 'a paper with more pages than this fails',
    group: 'Reading',
    verbs: ['run', 'parse', 'match', 'generate'],
  }),
  maxMissingPages: flag({
    schema: wholeNumber(0).default(0),
    value: 'N',
    help: 'a paper of which more pages than this cannot be read fails; parse gives the others and tells',
    group: 'Reading',
    verbs: ['run'],
  }),
  language: flag({
    common: true,
    schema: z
      .string()
      .regex(/^[a-z_]+$/)
      .default('eng'),
    value: 'CODE',
    help: 'the language that OCR expects, as Tesseract names it',
    group: 'Reading',
    verbs: ['run', 'parse', 'transcribe', 'match', 'generate'],
  }),
  ocr: flag({
    schema: z.enum(['auto', 'never', 'always']).default('auto'),
    value: 'WHEN',
    help: 'read scanned pages of papers by OCR',
    group: 'Reading',
    verbs: ['run', 'parse', 'match', 'generate'],
  }),
} as const;
