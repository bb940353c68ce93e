/** Faults of a loopback server, drawn from a seed: the same request meets the same fault in every run. */
import { createHash } from 'node:crypto';

/** What goes wrong with a request before a model would have been asked: nothing is paid. */
export const UNPAID_FAULTS = [
  'throttled',
  'throttled-with-wait',
  'overloaded',
  'server-error',
  'unauthorised',
  'reset',
  // Of batches only.
  'expired',
] as const;
/** What goes wrong with an answer: it is paid. */
export const PAID_FAULTS = [
  'reset-in-body',
  'slow',
  'cut-off',
  'garbled',
  'refusal',
  'malformed',
  'window-full',
] as const;

export type Fault = (typeof UNPAID_FAULTS)[number] | (typeof PAID_FAULTS)[number];

/** The share of requests that meet each fault; together at most 1. */
export type FaultShares = Partial<Record<Fault, number>>;

/** @param occasion What tells this request from all others: the picture and the attempt. */
export function faultOf(shares: FaultShares, seed: number, occasion: string): Fault | null {
  const digest = createHash('sha256').update(`${seed}/${occasion}`).digest();
  let left = digest.readUInt32BE(0) / 2 ** 32;
  for (const fault of [...UNPAID_FAULTS, ...PAID_FAULTS]) {
    left -= shares[fault] ?? 0;
    if (left < 0) return fault;
  }
  return null;
}
