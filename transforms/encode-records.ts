import { Transform, type TransformCallback } from 'node:stream';
import { formatRecord, type RecordOptions } from '../src/dataset/formats/format-record.ts';
import { JSON_FRAMES, type JsonFrame } from '../src/dataset/json-frames.ts';
import { jsonText } from '../src/dataset/json-text.ts';
import type { Step } from '../src/flow/flow.ts';
import type { Item } from '../src/model/item.ts';
import type { Finished } from '../src/model/pair.ts';
import type { Summary } from '../src/model/summary.ts';

/** `Finished → bytes`: one JSON record a line, or one JSON array. A record leaves in one piece. */
export function encodeRecords(
  options: RecordOptions,
  frameName: JsonFrame,
  summary: Summary,
): Step<Item<Finished>, Uint8Array> {
  const frame = JSON_FRAMES[frameName];
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
