import { type Stage, stage } from '../src/flow/stage.ts';
import type { Item } from '../src/model/item.ts';
import type { Finished, Pair } from '../src/model/pair.ts';
import type { Pass } from '../src/session/pass.ts';

/** `Pair → Pair | Finished`: what an earlier run left in the output directory is not done again. */
export function recallFinished({ store }: Pick<Pass, 'store'>): Stage<Item<Pair>, Item<Pair | Finished>> {
  return stage({ name: 'recall-finished' }, async (pair: Pair) => {
    const example = await store?.find(pair.row.paper_id);
    return example ? { example, made: null } : pair;
  });
}
