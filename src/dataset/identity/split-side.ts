import { fractionOf } from './identity.ts';

export const SPLIT_SIDES = ['train', 'validation', 'test'] as const;
export type SplitSide = (typeof SPLIT_SIDES)[number];

/** A split as files. */
export interface SplitFiles {
  readonly name: SplitSide;
  /** A glob for all of them. */
  readonly pattern: string;
  readonly files: readonly string[];
}

/** Shares of the papers, each 0–1, together at most 1; the rest is for training. */
export interface SplitShares {
  readonly test: number;
  readonly validation: number;
  readonly seed: number;
}

/**
 * On which side a paper falls. It depends on the identity and the seed alone: not on the order of the lines, the shard
 * or the other papers. A larger `test` keeps the papers that a smaller one chose.
 */
export function splitSide(identity: string, { test, validation, seed }: SplitShares): SplitSide {
  const place = fractionOf(`split:${seed}:${identity}`);
  if (place < test) return 'test';
  return place >= 1 - validation ? 'validation' : 'train';
}
