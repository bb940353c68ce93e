import { Transform, type TransformCallback } from 'node:stream';
import type { BatchSpool } from '../src/batch/batch-spool.ts';
import type { Batch } from '../src/batch/open-batch.ts';
import type { Stage } from '../src/flow/stage.ts';
import type { Item } from '../src/model/item.ts';
import type { Row } from '../src/model/schemas.ts';
import type { Pass } from '../src/session/pass.ts';

/** `Row → Row`: lists the rows in the spool, in their order. The list counts once the input was read to its end. */
export function spoolRows({
  batch: { spool },
  intake,
}: Pick<Pass, 'intake'> & { batch: Pick<Batch, 'spool'> }): Stage<Item<Row>, Item<Row>> {
  let opening: ReturnType<BatchSpool['beginRows']> | null = null;
  let ending: Promise<void> | null = null;
  const open = () => {
    opening ??= spool.beginRows();
    return opening;
  };
  const end = (isWhole: boolean) => {
    ending ??= open().then((rows) => rows.end(isWhole));
    return ending;
  };
  return new Transform({
    objectMode: true,
    highWaterMark: 1,
    transform(item: Item<Row>, _encoding, callback: TransformCallback) {
      open()
        .then((rows) => rows.add(item))
        .then(() => callback(null, item), callback);
    },
    flush(callback: TransformCallback) {
      end(!intake.interrupted).then(() => callback(), callback);
    },
    destroy(error, callback) {
      if (opening === null) return callback(error);
      end(false).then(() => callback(error), callback);
    },
  });
}
