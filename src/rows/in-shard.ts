import { createHash } from 'node:crypto';

/** Whether `paperId` falls into shard `index` of `count` (from 0): by its hash, so the same wherever the row stands. */
export function inShard(paperId: string, { index, count }: { index: number; count: number }): boolean {
  return createHash('sha256').update(paperId).digest().readUInt32BE(0) % count === index;
}
