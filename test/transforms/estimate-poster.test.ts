import assert from 'node:assert/strict';

import { test } from 'node:test';
import { estimatePoster } from '../../transforms/estimate-poster.ts';
import { makes } from '../helpers/collect.ts';
import { examplesOf } from '../helpers/examples.ts';
import { finishedOf, openSamplePass, samplePair } from '../helpers/sample.ts';

test('an estimate of a paid engine asks nobody and says tokens and dollars', async () => {
  // Nobody listens there.
  const nobody = { engine: 'claude', apiKey: 'test-key', baseUrl: 'http://127.0.0.1:9' } as const;
  await using pass = await openSamplePass(nobody);
  const { free, usage, costUsd } = await makes(estimatePoster(pass), samplePair());
  assert.equal(free, false);
  assert.ok(usage.input_tokens > 1000 && usage.output_tokens > 100, JSON.stringify(usage));
  assert.ok(costUsd !== null && costUsd > 0 && costUsd < 1, `${costUsd}`);
});

test('a free engine and a finished pair cost nothing', async () => {
  await using pass = await openSamplePass();
  const [example] = examplesOf(1);
  assert.ok(example);
  for (const pair of [samplePair(), finishedOf(example)]) {
    const { free, costUsd } = await makes(estimatePoster(pass), pair);
    assert.deepEqual([free, costUsd], [true, 0]);
  }
});

test('a poster that cannot be read fails its row', async () => {
  await using pass = await openSamplePass({ engine: 'claude', apiKey: 'test-key' });
  const pair = samplePair();
  await assert.rejects(makes(estimatePoster(pass), { ...pair, posterPath: pair.paperPath.replace('.pdf', '.none') }));
});
