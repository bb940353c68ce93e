import type { BatchCounts } from '../model/summary.ts';
import type { BatchGroup } from './batch-group.ts';

/** Adds a group that the service has, or had. */
export function countGroup({ requests, collected }: BatchGroup, counts: BatchCounts): void {
  counts.submitted += 1;
  counts.requests += requests.length;
  if (collected === null) return;
  counts.ended += 1;
  counts.answered += requests.length;
}
