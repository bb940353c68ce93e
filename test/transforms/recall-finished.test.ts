import assert from 'node:assert/strict';

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { ExampleStore } from '../../src/store/example-store.ts';
import { assembleExample } from '../../transforms/assemble-example.ts';
import { recallFinished } from '../../transforms/recall-finished.ts';
import { makes } from '../helpers/collect.ts';
import { sampleMatched, samplePair } from '../helpers/sample.ts';

test('a pair that an earlier run finished is not done again; one whose file is torn is', async () => {
  const root = await mkdtemp(join(tmpdir(), 'poster-stream-test-'));
  try {
    const store = new ExampleStore(root);
    const pair = samplePair(root);
    const recall = () => makes(recallFinished({ store }), pair);
    assert.equal(await recall(), pair);
    const made = sampleMatched({ scratchDir: join(root, 'none') });
    const { example } = await makes(assembleExample(), made);
    await store.keep(example, made);
    assert.deepEqual(await recall(), { example, made: null });
    await writeFile(join(root, 'training_data', 'bounded-streams.json'), JSON.stringify(example).slice(0, -9));
    assert.equal(await recall(), pair);
  } finally {
    await rm(root, { recursive: true });
  }
});

test('without an output directory every pair is to be done', async () => {
  const pair = samplePair();
  assert.equal(await makes(recallFinished({ store: null }), pair), pair);
});
