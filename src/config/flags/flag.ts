/** What is known of an option. */
import type { z } from 'zod';

export interface Flag<Schema extends z.ZodType = z.ZodType> {
  schema: Schema;
  help: string;
  /** Names the value in `--help`; a flag without one is a switch. */
  value?: string;
  /** May be given several times. */
  repeatable?: true;
  short?: string;
  group: 'Input' | 'Reading' | 'Spending' | 'Shaping' | 'Output' | 'Run';
  verbs: readonly Verb[];
}

export type Verb =
  | 'run'
  | 'parse'
  | 'transcribe'
  | 'match'
  | 'export'
  | 'merge'
  | 'validate'
  | 'split'
  | 'evaluate'
  | 'cache'
  | 'batches'
  | 'doctor';

/** Keeps the type of a definition. */
export const flag = <Schema extends z.ZodType>(definition: Flag<Schema>): Flag<Schema> => definition;
