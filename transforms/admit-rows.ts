import { Transform, type TransformCallback } from 'node:stream';
import type { Step } from '../src/flow/flow.ts';
import type { Intake } from '../src/flow/intake.ts';
import type { Item } from '../src/model/item.ts';
import type { Row } from '../src/model/schemas.ts';

/** `Row → Row`: rows that were read before; each waits until the intake admits it. */
export function admitRows(intake: Intake): Step<Item<Row>, Item<Row>> {
  return new Transform({
    objectMode: true,
    highWaterMark: 1,
    transform(item: Item<Row>, _encoding, callback: TransformCallback) {
      const pass = () => (intake.closed ? callback() : callback(null, item));
      Promise.resolve(intake.admit(item.row)).then(pass, callback);
    },
  });
}
