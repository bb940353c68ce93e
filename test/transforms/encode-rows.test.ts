import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { Flow } from '../../src/flow/flow.ts';
import { Intake } from '../../src/flow/intake.ts';
import type { Item } from '../../src/model/item.ts';
import type { Row } from '../../src/model/schemas.ts';
import { Summary } from '../../src/model/summary.ts';
import { decodeRows } from '../../transforms/decode-rows.ts';
import { encodeRows } from '../../transforms/encode-rows.ts';
import { rowOf, through, wellItem } from '../helpers/collect.ts';

const row: Row = { ...rowOf('p1'), title: 'Ä "title"\nof two lines', topics: ['a', 'b'], raw: { venue_id: '7' } };

async function encoded(items: readonly Item<Row>[], summary = new Summary()): Promise<string> {
  return Buffer.concat(await through(encodeRows({ summary }), items)).toString();
}

test('a row is a line, with the columns that this program does not know beside the others', async () => {
  const summary = new Summary();
  const text = await encoded([wellItem(1, row)], summary);
  assert.equal(text.indexOf('\n'), text.length - 1);
  const { raw, ...known } = row;
  assert.deepEqual(JSON.parse(text), { ...known, ...raw });
  assert.equal(summary.bytes, Buffer.byteLength(text));
});

test('what was written is read back as the same rows', async () => {
  const text = await encoded([wellItem(1, row), wellItem(2, rowOf('p2'))]);
  const read: Item<Row>[] = [];
  const decoding = Flow.from(decodeRows({ intake: new Intake(9), config: { fetch: false } }));
  for await (const item of decoding.over(Readable.from([Buffer.from(text)]))) read.push(item);
  assert.deepEqual(
    read.map((item) => item.ok && item.value),
    [row, rowOf('p2')],
  );
});

test('rows that failed are left out', async () => {
  assert.equal(await encoded([{ row: 1, paperId: 'p1', ok: false, failure: null }]), '');
});
