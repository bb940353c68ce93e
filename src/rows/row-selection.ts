import { RowError, SkipRow } from '../model/item.ts';
import type { Row } from '../model/schemas.ts';
import { inShard } from './in-shard.ts';
import { SeenIds } from './seen-ids.ts';

export interface Wanted {
  /** Rows to leave out at the beginning. */
  readonly start: number;
  /** Rows to take at most; all without it. */
  readonly limit?: number | undefined;
  readonly shard?: { readonly index: number; readonly count: number } | undefined;
}

/**
 * Which rows of an input are wanted, each paper once. It remembers what went by, so there is one for each time that the
 * input is read, and it stays with whoever reads it. `start` counts rows of the input, `limit` those that are taken.
 */
export class RowSelection {
  readonly #wanted: Wanted;
  readonly #seen = new SeenIds();
  #met = 0;
  #taken = 0;

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
  }

  /** Whether as many rows were taken as were wanted. */
  get isFull(): boolean {
    const { limit } = this.#wanted;
    return limit !== undefined && this.#taken >= limit;
  }

  /** @throws SkipRow for a row that is not wanted; RowError `duplicate` for a paper that went by before */
  take(row: Row): void {
    const { start, shard } = this.#wanted;
    this.#met += 1;
    if (this.#met <= start || this.isFull) throw new SkipRow();
    if (shard && !inShard(row.paper_id, shard)) throw new SkipRow();
    this.#taken += 1;
    if (!this.#seen.add(row.paper_id)) throw new RowError('duplicate', `${row.paper_id} was in an earlier row`);
  }
}
