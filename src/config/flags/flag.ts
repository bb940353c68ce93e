/** The definition of an option. */
import type { z } from 'zod';

/** The groups of options, in the order in which help shows them. */
export const GROUPS = ['Input', 'Reading', 'Spending', 'Shaping', 'Output', 'Run'] as const;

export interface Flag<Schema extends z.ZodType = z.ZodType> {
  /** Among the few that `--help` shows where a verb has many; `--help-all` shows the others too. */
  common?: true;
  schema: Schema;
  help: string;
  /** Names the value in `--help`; a flag without one is a switch. */
  value?: string;
  /** May be given several times. */
  repeatable?: true;
  short?: string;
  group: (typeof GROUPS)[number];
  verbs: readonly Verb[];
}

export const VERBS = [
  'run',
  'parse',
  'transcribe',
  'match',
  'export',
  'merge',
  'validate',
  'split',
  'evaluate',
  'rows',
  'fetch',
  'render',
  'generate',
  'cache',
  'batches',
  'config',
  'completion',
  'doctor',
] as const;
export type Verb = (typeof VERBS)[number];

/** Keeps the type of a definition. */
export const flag = <Schema extends z.ZodType>(definition: Flag<Schema>): Flag<Schema> => definition;

/** Whether a verb takes an option; `config` takes them all. */
export const takes = (verb: Verb, { verbs }: Flag): boolean => verb === 'config' || verbs.includes(verb);
