/** How much is done at once, and when to give up. */
import { availableParallelism, freemem } from 'node:os';
import { flag } from './flag.ts';
import { toggle, wholeNumber } from './value-kinds.ts';

/** The most memory that a worker thread may need. */
export const WORKER_BYTES = 600 * 2 ** 20;

/** As many workers as cores, four at most, and no more than fit into free memory. */
const defaultThreads = (): number =>
  Math.max(1, Math.min(availableParallelism(), 4, Math.floor(freemem() / WORKER_BYTES)));

export const WORK = {
  concurrency: flag({
    common: true,
    schema: wholeNumber(1, 1000).default(20),
    value: 'N',
    help: 'model calls in flight; openai: at each server',
    group: 'Run',
    verbs: ['run', 'parse', 'transcribe', 'evaluate'],
  }),
  threads: flag({
    common: true,
    schema: wholeNumber(1, 64).default(defaultThreads),
    value: 'N',
    help: 'worker threads (as many as cores and free memory allow, 4 at most)',
    group: 'Run',
    verbs: ['run', 'parse', 'transcribe', 'match', 'doctor', 'generate'],
  }),
  unordered: flag({
    common: true,
    schema: toggle.default(false),
    help: 'records as they finish, not in row order',
    group: 'Run',
    verbs: ['fetch', 'run'],
  }),
  failFast: flag({
    common: true,
    schema: toggle.default(false),
    help: 'end at the first failed row',
    group: 'Run',
    verbs: ['fetch', 'run'],
  }),
  maxFailures: flag({
    schema: wholeNumber(0).optional(),
    value: 'N',
    help: 'end when more than N rows failed',
    group: 'Run',
    verbs: ['fetch', 'run'],
  }),
} as const;
