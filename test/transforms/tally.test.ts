import assert from 'node:assert/strict';

import { test } from 'node:test';
import { configOf, type Options } from '../../src/config/config.ts';
import { Intake } from '../../src/flow/intake.ts';
import type { Failure, Item } from '../../src/model/item.ts';
import { Summary } from '../../src/model/summary.ts';
import { tally } from '../../transforms/tally.ts';
import { through, wellItem } from '../helpers/collect.ts';

const failed = (row: number, code: Failure['code'] = 'unreadable'): Item<object> => ({
  ...{ row, paperId: null, ok: false },
  failure: { paper_id: null, row, stage: 'parse-paper', code, message: '' },
});

async function count(items: readonly Item<object>[], options: Options = {}) {
  const [summary, intake, reported]: [Summary, Intake, Failure[]] = [new Summary(), new Intake(9), []];
  const onFailure = (failure: Failure) => void reported.push(failure);
  const passed = await through(tally({ config: configOf(options), summary, intake, onFailure }), items);
  assert.deepEqual(passed, items);
  return { summary, intake, reported };
}

test('what is done, recalled and failed is counted, each failure is reported, and rows nobody asked for are neither', async () => {
  const skipped: Item<object> = { row: 3, paperId: null, ok: false, failure: null };
  const { summary, intake, reported } = await count([wellItem(1, {}), wellItem(2, { made: null }), skipped, failed(4)]);
  assert.deepEqual([summary.done, summary.recalled, summary.failed], [2, 1, 1]);
  assert.deepEqual(
    reported.map(({ row }) => row),
    [4],
  );
  assert.deepEqual([summary.endedEarly, intake.closed], [null, false]);
});

test('the first failure too many interrupts the intake, and the summary says which option ended the run', async () => {
  const fast = await count([failed(1), failed(2)], { failFast: true });
  assert.equal(fast.summary.endedEarly, '1 failed row (--fail-fast)');
  assert.ok(fast.intake.interrupted);
  const within = await count([failed(1), failed(2)], { maxFailures: 2 });
  assert.equal(within.intake.closed, false);
  const beyond = await count([failed(1), failed(2), failed(3)], { maxFailures: 2 });
  assert.equal(beyond.summary.endedEarly, '3 failed rows (--max-failures 2)');
});

test('a row beyond the budget says so, and leaves the intake to whoever asks', async () => {
  const { summary, intake } = await count([failed(1, 'over-budget')], { failFast: true });
  assert.equal(summary.endedEarly, '--max-cost would be passed');
  assert.equal(intake.interrupted, false);
});
