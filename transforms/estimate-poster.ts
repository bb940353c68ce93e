import type { Estimate } from '../src/engines/engine.ts';
import { type Stage, stage } from '../src/flow/stage.ts';
import type { Item } from '../src/model/item.ts';
import type { Finished, Pair } from '../src/model/pair.ts';
import { NOTHING } from '../src/model/summary.ts';
import type { Pass } from '../src/session/pass.ts';

/** Posters are only measured, not read. */
const CONCURRENCY = 4;

/** `Pair → Estimate`: what transcribing the poster would use; finished pairs use nothing. */
export function estimatePoster({ engine }: Pick<Pass, 'engine'>): Stage<Item<Pair | Finished>, Item<Estimate>> {
  return stage({ name: 'estimate-poster', concurrency: CONCURRENCY }, async (pair: Pair | Finished) => {
    if ('example' in pair) return { free: true, usage: NOTHING, costUsd: 0 };
    return engine.estimate({ paperId: pair.row.paper_id, path: pair.posterPath });
  });
}
