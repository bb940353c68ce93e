import { LONGEST_TIMER } from '../flow/stage.ts';
import { RowError } from '../model/item.ts';

/**
 * Work that heeds its signal, aborted when it takes longer than `milliseconds` or when `signal` says so.
 * @throws RowError `timeout`; what the work throws
 */
export async function withinTime<T>(
  milliseconds: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const clock = AbortSignal.timeout(Math.min(milliseconds, LONGEST_TIMER));
  try {
    return await work(AbortSignal.any([signal, clock]));
  } catch (cause) {
    if (!clock.aborted || signal.aborted) throw cause;
    throw new RowError('timeout', `took longer than ${milliseconds / 1000} s`, { cause });
  }
}
