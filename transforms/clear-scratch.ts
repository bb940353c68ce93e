import type { Scratch } from '../src/files/scratch.ts';
import type { Step } from '../src/flow/flow.ts';
import { onEach } from '../src/flow/on-each.ts';
import type { Item } from '../src/model/item.ts';

/** `T → T`: the pictures of a row go when the row is done, however it ended. */
export function clearScratch<T>(scratch: Scratch): Step<Item<T>, Item<T>> {
  return onEach(async (item) => {
    // A duplicate made no pictures; those under its id belong to the first row.
    const isDuplicate = !item.ok && item.failure?.code === 'duplicate';
    if (item.paperId !== null && !isDuplicate) await scratch.release(item.paperId, item.ok);
  });
}
