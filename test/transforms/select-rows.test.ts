import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Intake } from '../../src/flow/intake.ts';
import { RowSelection, type Wanted } from '../../src/rows/row-selection.ts';
import { selectRows } from '../../transforms/select-rows.ts';
import { collect, rowItems } from '../helpers/collect.ts';

const names = (count: number) => Array.from({ length: count }, (_, n) => `p${n + 1}`);

/** What becomes of rows with these ids: the id of one that is taken, the code of one that fails, `-` for one left out. */
async function fates(ids: readonly string[], wanted: Partial<Wanted>, intake = new Intake(100)): Promise<string> {
  const selecting = selectRows({ intake, selection: new RowSelection({ start: 0, ...wanted }) });
  const items = await collect(Readable.from(rowItems(ids)).pipe(selecting));
  return items.map((item) => (item.ok ? item.paperId : (item.failure?.code ?? '-'))).join(' ');
}

test('start leaves out rows of the input, limit counts those that are taken', async () => {
  assert.equal(await fates(names(6), { start: 2, limit: 3 }), '- - p3 p4 p5');
});

test('with the last row that is wanted the intake closes, so that the input is read no further', async () => {
  const intake = new Intake(100);
  await fates(names(2), { limit: 3 }, intake);
  assert.equal(intake.closed, false);
  await fates(names(3), { limit: 3 }, intake);
  assert.equal(intake.closed, true);
});

test('a paper is taken once; what comes under its id again fails as a duplicate, and counts towards the limit', async () => {
  assert.equal(await fates(['a', 'a', 'b', 'c'], { limit: 3 }), 'a duplicate b');
});

test('each row falls into one shard', async () => {
  const shards = await Promise.all([0, 1, 2].map((index) => fates(names(30), { shard: { index, count: 3 } })));
  const taken = shards.flatMap((fate) => fate.split(' ').filter((id) => id !== '-'));
  assert.deepEqual(taken.sort(), names(30).sort());
});

test('rows that failed before pass as they are, and are not counted', async () => {
  const failure = { paper_id: null, row: 1, stage: 'decode-rows', code: 'invalid-row', message: 'odd' } as const;
  const [, ...rest] = rowItems(['p1', 'p2', 'p3']);
  const selecting = selectRows({ intake: new Intake(9), selection: new RowSelection({ start: 0, limit: 1 }) });
  const items = [{ row: 1, paperId: null, ok: false, failure }, ...rest];
  assert.deepEqual(await collect(Readable.from(items).pipe(selecting)), items.slice(0, 2));
});

test('without a selection every row is taken, one that was met before too', async () => {
  const items = rowItems(['a', 'a', 'b']);
  const selecting = selectRows({ intake: new Intake(9), selection: null });
  assert.deepEqual(await collect(Readable.from(items).pipe(selecting)), items);
});

test('no row leaves that the window has no room for, and none after the intake is closed', async () => {
  const intake = new Intake(2);
  const out: unknown[] = [];
  const selecting = Readable.from(rowItems(names(50))).pipe(selectRows({ intake, selection: null }));
  selecting.on('data', (item) => out.push(item));
  // As many as there should be, and time for more to follow.
  const settle = async (count: number) => {
    for (let waited = 0; out.length < count && waited < 10_000; waited += 1) await sleep(1);
    await sleep(10);
  };
  await settle(2);
  assert.equal(out.length, 2);
  intake.release(1);
  await settle(3);
  assert.equal(out.length, 3);
  intake.close();
  await new Promise((resolve) => selecting.on('end', resolve));
  assert.equal(out.length, 3);
});
