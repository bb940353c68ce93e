import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { Flow } from '../../src/flow/flow.ts';
import { Intake } from '../../src/flow/intake.ts';
import { stage } from '../../src/flow/stage.ts';
import { decodeRows } from '../../transforms/decode-rows.ts';
import { restoreOrder } from '../../transforms/restore-order.ts';
import { selectRows } from '../../transforms/select-rows.ts';
import { collect, items } from '../helpers/collect.ts';

test('whatever order rows come in, they leave in row order, each once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(
        Array.from({ length: 40 }, (_, n) => n),
        { minLength: 40 },
      ),
      async (order) => {
        const all = items(order.map((_, n) => n));
        const shuffled = order.map((n) => all[n]);
        const out = await collect(
          Readable.from(shuffled).pipe(restoreOrder({ intake: new Intake(40), ordered: true })),
        );
        assert.deepEqual(out, all);
      },
    ),
    { numRuns: 50 },
  );
});

test('a slow first row holds the intake within the window and loses nothing', async () => {
  const intake = new Intake(8);
  let furthest = 0;
  const slowFirst = stage({ name: 'work', concurrency: 4 }, async (row: { paper_id: string }) => {
    const n = Number(row.paper_id);
    furthest = Math.max(furthest, n);
    if (n !== 1) return row;
    await sleep(60);
    assert.ok(furthest <= 8, `row ${furthest} was let in while row 1 was at work`);
    return row;
  });
  const text = `paper_id,local_image_path,local_pdf_path\n${Array.from({ length: 100 }, (_, n) => `${n + 1},i,p\n`).join('')}`;
  const flow = Flow.from(decodeRows({ intake, config: { fetch: false } }))
    .to(selectRows({ intake, selection: null }))
    .to(slowFirst)
    .to(restoreOrder({ intake, ordered: true }));
  const out = await collect(Readable.from(flow.over(Readable.from([Buffer.from(text)]))));
  assert.deepEqual(
    out.map((item) => item.row),
    Array.from({ length: 100 }, (_, n) => n + 1),
  );
  assert.equal(furthest, 100);
});

test('unordered rows pass as they come', async () => {
  const [first, second] = items(['a', 'b']);
  const step = restoreOrder({ intake: new Intake(2), ordered: false });
  assert.deepEqual(await collect(Readable.from([second, first]).pipe(step)), [second, first]);
});
