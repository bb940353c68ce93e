import assert from 'node:assert/strict';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { stage } from '../../src/flow/stage.ts';
import { FatalError, type Item, RowError, SkipRow } from '../../src/model/item.ts';
import { collect, items, wellItem } from '../helpers/collect.ts';

test('each row leaves exactly once, whatever the concurrency, the delays and the failures', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ delay: fc.integer({ min: -1, max: 3 }), throws: fc.boolean() }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      async (plans, concurrency) => {
        const work = stage({ name: 'work', concurrency }, (plan: (typeof plans)[number]) => {
          if (plan.throws && plan.delay < 0) throw new RowError('unreadable', 'at once');
          if (plan.delay < 0) return plan;
          return sleep(plan.delay).then(() => {
            if (plan.throws) throw new RowError('unreadable', 'late');
            return plan;
          });
        });
        const out = await collect(Readable.from(items(plans)).pipe(work));
        assert.deepEqual(
          out.map((item) => item.row).sort((a, b) => a - b),
          plans.map((_, index) => index + 1),
        );
        for (const item of out) assert.equal(item.ok, !plans[item.row - 1]?.throws);
      },
    ),
    { numRuns: 60 },
  );
});

test('never more than `concurrency` items are at work, and that many are', async () => {
  let inside = 0;
  let most = 0;
  const work = stage({ name: 'work', concurrency: 5 }, async (n: number) => {
    inside += 1;
    most = Math.max(most, inside);
    await sleep(2);
    inside -= 1;
    return n;
  });
  await collect(Readable.from(items(Array.from({ length: 100 }, (_, n) => n))).pipe(work));
  assert.equal(most, 5);
});

test('an unread chain of four stages pulls a handful of 100,000 items, and all of them once it is read', async () => {
  let pulled = 0;
  function* source() {
    for (let row = 1; row <= 100_000; row += 1) {
      pulled += 1;
      yield wellItem(row, row);
    }
  }
  const same = () => stage({ name: 'same' }, (n: number) => n);
  const stages = [same(), same(), same(), same()] as const;
  const done = pipeline([Readable.from(source(), { highWaterMark: 1 }), ...stages]);
  await sleep(50);
  assert.ok(pulled <= 14, `${pulled} items pulled with no reader`);
  const read = collect(stages[3]);
  await done;
  assert.equal((await read).length, 100_000);
});

test('a stalled sink stops the reading of a slow stage within its slots', async () => {
  let started = 0;
  const work = stage({ name: 'work', concurrency: 8 }, async (n: number) => {
    started += 1;
    await sleep(1);
    return n;
  });
  const stalled = new Writable({ objectMode: true, highWaterMark: 1, write: () => {} });
  pipeline(Readable.from(items(Array.from({ length: 1000 }, (_, n) => n))), work, stalled).catch(() => {});
  await sleep(100);
  assert.ok(started <= 10, `${started} started behind a stalled sink`);
  stalled.destroy();
});

test('failed rows pass a stage untouched, and skipped ones are neither results nor failures', async () => {
  const failed: Item<number> = {
    row: 1,
    paperId: 'a',
    ok: false,
    failure: { paper_id: 'a', row: 1, stage: 'before', code: 'not-found', message: 'gone' },
  };
  const work = stage({ name: 'work' }, (_: number): number => {
    throw new SkipRow();
  });
  const out = await collect(Readable.from([failed, wellItem(2, 2)]).pipe(work));
  assert.deepEqual(out, [failed, { row: 2, paperId: null, ok: false, failure: null }]);
});

test('an error without a code of ours is an internal failure that names its stage', async () => {
  const work = stage({ name: 'work' }, () => {
    throw new TypeError('boom');
  });
  const [item] = await collect(Readable.from(items(['x'])).pipe(work));
  assert.deepEqual(item, {
    row: 1,
    paperId: null,
    ok: false,
    failure: { paper_id: null, row: 1, stage: 'work', code: 'internal', message: 'boom' },
  });
});

test('a fatal error ends the stream and aborts the work in flight', async () => {
  const aborted: number[] = [];
  const work = stage({ name: 'work', concurrency: 3 }, async (n: number, signal) => {
    signal.addEventListener('abort', () => aborted.push(n));
    await sleep(n === 3 ? 5 : 10_000, null, { signal });
    throw new FatalError('dead key');
  });
  await assert.rejects(
    pipeline(Readable.from(items([1, 2, 3, 4])), work, new Writable({ objectMode: true, write: (_c, _e, cb) => cb() })),
    /dead key/,
  );
  assert.deepEqual(aborted, [1, 2, 3]);
});

test('work that takes too long fails its row with `timeout`, is told so, and frees its slot even when it does not listen', async () => {
  let told = 0;
  const work = stage({ name: 'work', concurrency: 1, timeoutMs: 20 }, async (deaf: boolean, signal) => {
    signal.addEventListener('abort', () => {
      told += 1;
    });
    await (deaf ? new Promise(() => {}) : sleep(1));
    return deaf;
  });
  const out = await collect(Readable.from(items([true, false, true])).pipe(work));
  assert.deepEqual(
    out.map((item) => (item.ok ? 'ok' : item.failure?.code)),
    ['timeout', 'ok', 'timeout'],
  );
  assert.equal(told, 2);
});

test('a limit beyond what timers can be set to is as good as none', async () => {
  const work = stage({ name: 'work', timeoutMs: 2 ** 40 }, async (n: number) => sleep(20, n));
  assert.deepEqual(await collect(Readable.from(items([1])).pipe(work)), [wellItem(1, 1)]);
});

test('an abort from outside ends the pipeline and aborts the work in flight', async () => {
  const controller = new AbortController();
  let told = false;
  const work = stage({ name: 'work' }, async (n: number, signal) => {
    signal.addEventListener('abort', () => {
      told = true;
    });
    await sleep(10_000, null, { signal });
    return n;
  });
  const sink = new Writable({ objectMode: true, write: (_c, _e, cb) => cb() });
  setTimeout(() => controller.abort(), 10);
  await assert.rejects(pipeline(Readable.from(items([1])), work, sink, { signal: controller.signal }), {
    name: 'AbortError',
  });
  assert.equal(told, true);
});
