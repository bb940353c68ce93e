import type { Engine, Estimate } from '../src/engines/engine.ts';
import type { Step } from '../src/flow.ts';
import type { Item } from '../src/item.ts';
import type { Finished, Pair } from '../src/pair.ts';
import { stage } from '../src/stage.ts';
import { NOTHING } from '../src/summary.ts';

/** Posters are only weighed, not read. */
const CONCURRENCY = 4;

/** `Pair → Estimate`: what transcribing the poster would use; finished pairs use nothing. */
export function estimatePoster(engine: Engine): Step<Item<Pair | Finished>, Item<Estimate>> {
  return stage({ name: 'estimate-poster', concurrency: CONCURRENCY }, async (pair: Pair | Finished) => {
    if ('example' in pair) return { free: true, usage: NOTHING, costUsd: 0 };
    return engine.estimate({ paperId: pair.row.paper_id, path: pair.posterPath });
  });
}
