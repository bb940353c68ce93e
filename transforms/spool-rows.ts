import { Transform, type TransformCallback } from 'node:stream';
import type { BatchSpool } from '../src/batch/batch-spool.ts';
import type { Step } from '../src/flow.ts';
import type { Intake } from '../src/intake.ts';
import type { Item } from '../src/item.ts';
import type { Row } from '../src/model.ts';

/** `Row → Row`: the rows into the spool, in their order; the list counts when the input was read to its end. */
export function spoolRows(spool: BatchSpool, intake: Intake): Step<Item<Row>, Item<Row>> {
  const opening = spool.beginRows();
  let ended = false;
  const end = async (whole: boolean) => {
    if (!ended) await (await opening).end(whole);
    ended = true;
  };
  return new Transform({
    objectMode: true,
    highWaterMark: 1,
    transform(item: Item<Row>, _encoding, callback: TransformCallback) {
      opening.then((rows) => rows.add(item)).then(() => callback(null, item), callback);
    },
    flush(callback: TransformCallback) {
      end(!intake.interrupted).then(() => callback(), callback);
    },
    destroy(error, callback) {
      end(false).then(() => callback(error), callback);
    },
  });
}
