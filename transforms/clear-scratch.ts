import { onEach } from '../src/flow/on-each.ts';
import type { Stage } from '../src/flow/stage.ts';
import type { Item } from '../src/model/item.ts';
import type { Pass } from '../src/session/pass.ts';

/** `T → T`: a row's pictures are removed when the row is done, however it ended. */
export function clearScratch<T>({ scratch }: Pick<Pass, 'scratch'>): Stage<Item<T>, Item<T>> {
  return onEach(async (item) => {
    // A duplicate made no pictures; those under its id belong to the first row.
    const isDuplicate = !item.ok && item.failure?.code === 'duplicate';
    if (item.paperId !== null && !isDuplicate) await scratch.release(item.paperId, item.ok);
  });
}
