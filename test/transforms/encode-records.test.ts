import assert from 'node:assert/strict';

import { Readable, Writable } from 'node:stream';
import { test } from 'node:test';
import { configOf, type Options } from '../../src/config/config.ts';
import { formatRecord } from '../../src/dataset/formats/format-record.ts';
import { Flow } from '../../src/flow/flow.ts';
import type { Item } from '../../src/model/item.ts';
import type { Finished } from '../../src/model/pair.ts';
import { Summary } from '../../src/model/summary.ts';
import { encodeRecords } from '../../transforms/encode-records.ts';
import { wellItem } from '../helpers/collect.ts';
import { examplesOf } from '../helpers/examples.ts';
import { finishedOf } from '../helpers/sample.ts';

const EXAMPLES = examplesOf(3);
const finished = EXAMPLES.map((example, n) => wellItem(n + 1, finishedOf(example)));

async function chunks(options: Options, items: readonly Item<Finished>[] = finished, summary = new Summary()) {
  const encoding = encodeRecords({ config: configOf(options), summary });
  const written: string[] = [];
  const output = new Writable({
    write(bytes: Buffer, _encoding, callback) {
      written.push(bytes.toString());
      callback();
    },
  });
  await Flow.from(encoding).run(Readable.from(items), output);
  return written;
}

test('each record is a line and leaves in one piece, in the format that was asked for', async () => {
  const summary = new Summary();
  const lines = await chunks({ format: 'messages' }, finished, summary);
  const records = EXAMPLES.map((example) => formatRecord(example, { format: 'messages', target: 'both' }));
  assert.deepEqual(
    lines,
    records.map((record) => `${JSON.stringify(record)}\n`),
  );
  assert.equal(summary.bytes, Buffer.byteLength(lines.join('')));
});

test('a JSON array is one document however many records there are, also without any', async () => {
  for (const count of [0, 1, 3]) {
    const text = (await chunks({ exportFormat: 'json' }, finished.slice(0, count))).join('');
    assert.equal(JSON.parse(text).length, count);
  }
});

test('rows that failed write nothing', async () => {
  const failed: Item<Finished> = { row: 9, paperId: 'p9', ok: false, failure: null };
  assert.deepEqual(await chunks({}, [failed]), []);
});

test('what is no text is refused before a row is read', async () => {
  await assert.rejects(chunks({ exportFormat: 'parquet' }), { name: 'UsageError' });
  await assert.rejects(chunks({ format: 'coco' }), { name: 'UsageError' });
});
