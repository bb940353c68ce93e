import { Transform, type TransformCallback } from 'node:stream';
import { jsonFrame, recordOptions } from '../src/config/parts.ts';
import { formatRecord } from '../src/dataset/formats/format-record.ts';
import { JSON_FRAMES } from '../src/dataset/json-frames.ts';
import { jsonText } from '../src/dataset/json-text.ts';
import type { Stage } from '../src/flow/stage.ts';
import type { Item } from '../src/model/item.ts';
import type { Finished } from '../src/model/pair.ts';
import type { Account } from '../src/session/pass.ts';

/** `Finished → bytes`: one JSON record a line, or one JSON array. A record leaves in one piece. */
export function encodeRecords({
  config,
  summary,
}: Pick<Account, 'config' | 'summary'>): Stage<Item<Finished>, Uint8Array> {
  const options = recordOptions(config);
  const frame = JSON_FRAMES[jsonFrame(config)];
  let records = 0;
  return new Transform({
    writableObjectMode: true,
    writableHighWaterMark: 1,
    transform(item: Item<Finished>, _encoding, callback: TransformCallback) {
      if (!item.ok) return callback();
      const { example, images } = item.value;
      const record = jsonText(formatRecord(example, { ...options, ...(images && { images }) }));
      const bytes = Buffer.from((records === 0 ? frame.open : frame.between) + record + frame.after);
      records += 1;
      summary.bytes += bytes.length;
      callback(null, bytes);
    },
    flush(callback: TransformCallback) {
      const end = records === 0 ? frame.empty : frame.close;
      summary.bytes += end.length;
      callback(null, end === '' ? undefined : Buffer.from(end));
    },
  });
}
