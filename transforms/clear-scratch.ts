import { Transform, type TransformCallback } from 'node:stream';
import type { Step } from '../src/flow.ts';
import type { Item } from '../src/item.ts';
import type { Scratch } from '../src/store/scratch.ts';

/** `T → T`: the pictures of a row go when the row is done, however it ended. */
export function clearScratch<T>(scratch: Scratch): Step<Item<T>, Item<T>> {
  return new Transform({
    objectMode: true,
    highWaterMark: 1,
    transform(item: Item<T>, _encoding, callback: TransformCallback) {
      const { paperId } = item;
      // A duplicate made no pictures; those under its id belong to the first row.
      const duplicate = !item.ok && item.failure?.code === 'duplicate';
      if (paperId === null || duplicate) return callback(null, item);
      scratch.release(paperId, item.ok).then(() => callback(null, item), callback);
    },
  });
}
