import { type Stage, stage } from '../src/flow/stage.ts';
import { type Item, SkipRow } from '../src/model/item.ts';
import { type Finished, type Parsed, unlessFinished } from '../src/model/pair.ts';
import type { BatchPass } from '../src/session/pass.ts';

/** Pictures that are prepared at once. */
const CONCURRENCY = 4;

/**
 * `Parsed → Parsed`: each poster that must be asked about joins a group of requests, and a group that is full is
 * submitted. After an interrupt none is begun.
 */
export function askInBatch({
  batch,
  intake,
}: Pick<BatchPass, 'batch' | 'intake'>): Stage<Item<Parsed | Finished>, Item<Parsed | Finished>> {
  const work = unlessFinished<Parsed, Parsed>(async (pair, signal) => {
    if (intake.interrupted) throw new SkipRow();
    await batch.asker.ask({ paperId: pair.row.paper_id, path: pair.posterPath }, signal);
    return pair;
  });
  return stage({ name: 'ask-in-batch', concurrency: CONCURRENCY }, work);
}
