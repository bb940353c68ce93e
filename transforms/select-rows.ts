import { Transform, type TransformCallback } from 'node:stream';
import type { Stage } from '../src/flow/stage.ts';
import { failedItem, type Item } from '../src/model/item.ts';
import type { Row } from '../src/model/schemas.ts';
import type { RowSelection } from '../src/rows/row-selection.ts';
import type { Pass } from '../src/session/pass.ts';

/**
 * `Row → Row`: the rows that are wanted, each as soon as there is room for it between intake and output. With the last
 * of them the intake closes; once it is closed, no further row leaves.
 */
export function selectRows({ intake, selection }: Pick<Pass, 'intake' | 'selection'>): Stage<Item<Row>, Item<Row>> {
  return new Transform({
    objectMode: true,
    highWaterMark: 1,
    transform(item: Item<Row>, _encoding, callback: TransformCallback) {
      const pass = () => {
        if (intake.closed) return callback();
        const taken = selection === null ? item : take(item, selection);
        if (selection?.isFull) intake.close();
        callback(null, taken);
      };
      Promise.resolve(intake.admit(item.row)).then(pass, callback);
    },
  });
}

function take(item: Item<Row>, selection: RowSelection): Item<Row> {
  if (!item.ok) return item;
  try {
    selection.take(item.value);
    return item;
  } catch (thrown) {
    return failedItem(item, 'select-rows', thrown);
  }
}
