import assert from 'node:assert/strict';

import { test } from 'node:test';
import { configOf, type Options } from '../../src/config/config.ts';
import type { Item } from '../../src/model/item.ts';
import type { Finished } from '../../src/model/pair.ts';
import { Summary } from '../../src/model/summary.ts';
import type { Account } from '../../src/session/pass.ts';
import { shapeExamples } from '../../transforms/shape-examples.ts';
import { through, wellItem } from '../helpers/collect.ts';
import { examplesOf, withCopies } from '../helpers/examples.ts';
import { finishedOf } from '../helpers/sample.ts';

const EXAMPLES = examplesOf(3);
const finished = EXAMPLES.map((example, n) => wellItem(n + 1, finishedOf(example)));

async function shape(options: Options, repeatsOf: Account['repeatsOf'] = () => 1) {
  const summary = new Summary();
  const items = await through(shapeExamples({ config: configOf(options), summary, repeatsOf }), finished);
  return { examples: items.flatMap((item) => (item.ok ? [item.value.example] : [])), summary };
}

test('unless something is asked for, every example passes as it is', async () => {
  const { examples, summary } = await shape({});
  assert.deepEqual(examples, EXAMPLES);
  assert.deepEqual([summary.cut, summary.leftOut, summary.copies], [0, 0, 0]);
});

test('copies follow their example and are counted', async () => {
  const { examples, summary } = await shape({ augment: ['jitter-layout'], copies: 2 });
  assert.deepEqual(examples, withCopies(EXAMPLES, 2));
  assert.equal(summary.copies, 6);
});

test('a paper that is too long is cut and counted', async () => {
  const { examples, summary } = await shape({ maxInputTokens: 400 });
  assert.equal(summary.cut, 3);
  for (const [n, { paper_markdown: cut }] of examples.entries())
    assert.ok(cut.length < (EXAMPLES[n]?.paper_markdown.length ?? 0) / 2);
});

test('an example below the bar is left out and counted', async () => {
  const { examples, summary } = await shape({ minGrounding: 1 });
  assert.deepEqual([examples.length, summary.leftOut], [0, 3]);
});

test('an example stands as often as balance wants it', async () => {
  const { examples } = await shape({}, ({ paper_id }) => (paper_id === 'p001' ? 3 : 1));
  assert.deepEqual(
    examples.map(({ paper_id }) => paper_id),
    ['p000', 'p001', 'p001', 'p001', 'p002'],
  );
});

test('rows that failed pass as they are', async () => {
  const failed: Item<Finished> = { row: 1, paperId: 'p', ok: false, failure: null };
  const stage = shapeExamples({ config: configOf({}), summary: new Summary(), repeatsOf: () => 1 });
  assert.deepEqual(await through(stage, [failed]), [failed]);
});
