/**
 * Every option, once: its type, default, limits and help. The parser of the command line, `--help`, the environment
 * (`POSTER_STREAM_*`), the configuration file and the library's options all read this table.
 */

import { INPUT } from './input.ts';
import { SPENDING } from './limits.ts';
import { MATCHING } from './matching.ts';
import { MODELS } from './models.ts';
import { OUTPUT } from './output.ts';
import { PAPERS } from './papers.ts';
import { DRAWING } from './poster-forms.ts';
import { RECORDS } from './records.ts';
import { SERVERS } from './server-addresses.ts';
import { SHAPING } from './shaping.ts';
import { SOURCES } from './sources.ts';
import { WORK } from './work.ts';

/** `--help` shows the groups, and the options in them, in this order. */
export const FLAGS = {
  ...INPUT,
  ...SOURCES,
  ...MODELS,
  ...PAPERS,
  ...MATCHING,
  ...SERVERS,
  ...SPENDING,
  ...WORK,
  ...OUTPUT,
  ...DRAWING,
  ...RECORDS,
  ...SHAPING,
} as const;

export type FlagName = keyof typeof FLAGS;

/** `dataDir` → `data-dir`. */
export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
