import { Transform, type TransformCallback } from 'node:stream';
import type { Config } from '../src/config.ts';
import { formatRecord } from '../src/dataset/format-record.ts';
import type { Step } from '../src/flow.ts';
import type { Item } from '../src/item.ts';
import type { Finished } from '../src/pair.ts';
import type { Summary } from '../src/summary.ts';

const FRAMES = {
  jsonl: { open: '', between: '', after: '\n', close: '', empty: '' },
  json: { open: '[\n', between: ',\n', after: '', close: '\n]\n', empty: '[]\n' },
};

/** `Finished → bytes`: one JSON record a line, or one JSON array. A record leaves in one piece. */
export function encodeRecords(
  { format, target, exportFormat }: Pick<Config, 'format' | 'target' | 'exportFormat'>,
  summary: Summary,
): Step<Item<Finished>, Uint8Array> {
  const frame = FRAMES[exportFormat];
  let records = 0;
  return new Transform({
    writableObjectMode: true,
    writableHighWaterMark: 1,
    transform(item: Item<Finished>, _encoding, callback: TransformCallback) {
      if (!item.ok) return callback();
      const record = JSON.stringify(formatRecord(item.value.example, { format, target }));
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
