import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { RowError } from '../../src/model/item.ts';
import { withinTime } from '../../src/terminal/within-time.ts';

const going = new AbortController().signal;

test('work in time has its result', async () => {
  assert.equal(await withinTime(10_000, going, async () => 7), 7);
});

test('work that takes too long is aborted and fails as timeout', async () => {
  const work = withinTime(1, going, (signal) => setTimeout(10_000, null, { signal }));
  await assert.rejects(work, { name: 'RowError', code: 'timeout' });
});

test('what was interrupted is no timeout', async () => {
  const interrupted = AbortSignal.abort(new RowError('over-budget', 'enough'));
  await assert.rejects(
    withinTime(1, interrupted, async (signal) => {
      await setTimeout(20);
      signal.throwIfAborted();
    }),
    { code: 'over-budget' },
  );
});
