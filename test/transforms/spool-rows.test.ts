import assert from 'node:assert/strict';

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { BatchSpool } from '../../src/batch/batch-spool.ts';
import { Intake } from '../../src/flow/intake.ts';
import type { Item } from '../../src/model/item.ts';
import type { Row } from '../../src/model/schemas.ts';
import { spoolRows } from '../../transforms/spool-rows.ts';
import { collect, rowItems, through } from '../helpers/collect.ts';

async function openSpool() {
  const dir = await mkdtemp(join(tmpdir(), 'poster-stream-test-'));
  const spool = await BatchSpool.open(join(dir, 'spool'));
  const close = async () => {
    await spool[Symbol.asyncDispose]();
    await rm(dir, { recursive: true });
  };
  return { batch: { spool }, [Symbol.asyncDispose]: close };
}

const skipped: Item<Row> = { row: 4, paperId: 'd', ok: false, failure: null };

test('rows are listed in their order, those that failed too, and come back the same', async () => {
  await using opened = await openSpool();
  const items = [...rowItems(['a', 'b', 'c']), skipped];
  assert.deepEqual(await through(spoolRows({ ...opened, intake: new Intake(9) }), items), items);
  assert.ok(await opened.batch.spool.hasRows());
  assert.deepEqual(await collect(opened.batch.spool.listed()), items);
});

test('the list does not count when the run was interrupted or ended in an error', async () => {
  await using opened = await openSpool();
  const intake = new Intake(9);
  intake.interrupt();
  await through(spoolRows({ ...opened, intake }), rowItems(['a']));
  assert.equal(await opened.batch.spool.hasRows(), false);
  const broken = spoolRows({ ...opened, intake: new Intake(9) });
  const reading = collect(Readable.from(rowItems(['a', 'b'])).pipe(broken));
  broken.once('data', () => broken.destroy(new Error('gone')));
  await assert.rejects(reading, /gone/);
  assert.equal(await opened.batch.spool.hasRows(), false);
});
