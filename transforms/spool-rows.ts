import { Transform, type TransformCallback } from 'node:stream';
import type { BatchSpool } from '../src/batch/batch-spool.ts';
import type { Step } from '../src/flow/flow.ts';
import type { Intake } from '../src/flow/intake.ts';
import type { Item } from '../src/model/item.ts';
import type { Row } from '../src/model/schemas.ts';

/** `Row → Row`: the rows into the spool, in their order; the list counts when the input was read to its end. */
export function spoolRows(spool: BatchSpool, intake: Intake): Step<Item<Row>, Item<Row>> {
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
