import { NOTHING } from '../../model/summary.ts';
import type { Engine } from '../engine.ts';

/** How many posters are estimated at once. */
const CONCURRENCY = 4;

/** Stands in for the user's own servers when a run is only estimated: they cost no dollars, and asking costs GPU time. */
export const unaskedServers: Engine = {
  name: 'original',
  model: null,
  concurrency: CONCURRENCY,
  timeoutMs: Number.POSITIVE_INFINITY,
  transcribe: () => Promise.reject(new TypeError('An estimate asks nobody')),
  estimate: async () => ({ free: true, usage: NOTHING, costUsd: 0 }),
  [Symbol.asyncDispose]: async () => {},
};
