import { NOTHING } from '../../model/summary.ts';
import type { Engine } from '../engine.ts';

/** Posters that are weighed at once. */
const CONCURRENCY = 4;

/** Stands for the user's own servers where a run is only weighed: they cost no dollars, and a look would cost GPU time. */
export const unaskedServers: Engine = {
  name: 'original',
  model: null,
  concurrency: CONCURRENCY,
  timeoutMs: Number.POSITIVE_INFINITY,
  transcribe: () => Promise.reject(new TypeError('An estimate asks nobody')),
  estimate: async () => ({ free: true, usage: NOTHING, costUsd: 0 }),
  [Symbol.asyncDispose]: async () => {},
};
