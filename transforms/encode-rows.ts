import { Transform, type TransformCallback } from 'node:stream';
import type { Stage } from '../src/flow/stage.ts';
import type { Item } from '../src/model/item.ts';
import type { Row } from '../src/model/schemas.ts';
import type { Account } from '../src/session/pass.ts';

/** `Row → bytes`: rows as they came, as NDJSON, with the paths of their files. */
export function encodeRows({ summary }: Pick<Account, 'summary'>): Stage<Item<Row>, Uint8Array> {
  return new Transform({
    writableObjectMode: true,
    writableHighWaterMark: 1,
    transform(item: Item<Row>, _encoding, callback: TransformCallback) {
      if (!item.ok) return callback();
      const { raw, ...row } = item.value;
      const bytes = Buffer.from(`${JSON.stringify({ ...row, ...raw })}\n`);
      summary.bytes += bytes.length;
      callback(null, bytes);
    },
  });
}
