import { Transform, type TransformCallback } from 'node:stream';
import type { Stage } from '../src/flow/stage.ts';
import type { Item } from '../src/model/item.ts';
import type { Pass } from '../src/session/pass.ts';

/**
 * `T → T`, in row order. Rows that overtook others wait here, never more than the intake's window. Where order
 * does not matter, rows pass as they come.
 */
export function restoreOrder<T>({ intake, ordered }: Pick<Pass, 'intake' | 'ordered'>): Stage<Item<T>, Item<T>> {
  const early = new Map<number, Item<T>>();
  let next = 1;
  let passed = 0;
  const stage = new Transform({
    objectMode: true,
    highWaterMark: 1,
    transform(item: Item<T>, _encoding, callback: TransformCallback) {
      if (!ordered) {
        passed += 1;
        intake.release(passed);
        return callback(null, item);
      }
      early.set(item.row, item);
      for (let ready = early.get(next); ready; ready = early.get(next)) {
        early.delete(next);
        stage.push(ready);
        intake.release(next);
        next += 1;
      }
      callback();
    },
  });
  return stage;
}
