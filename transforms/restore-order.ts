import { Transform, type TransformCallback } from 'node:stream';
import type { Step } from '../src/flow/flow.ts';
import type { Intake } from '../src/flow/intake.ts';
import type { Item } from '../src/model/item.ts';

/**
 * `T → T`, in row order. Rows that overtook wait here, never more than the intake's window. With `ordered: false`
 * rows pass as they come.
 */
export function restoreOrder<T>({ intake, ordered }: { intake: Intake; ordered: boolean }): Step<Item<T>, Item<T>> {
  const early = new Map<number, Item<T>>();
  let next = 1;
  let passed = 0;
  const step = new Transform({
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
        step.push(ready);
        intake.release(next);
        next += 1;
      }
      callback();
    },
  });
  return step;
}
