import assert from 'node:assert/strict';

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { configOf } from '../../src/config/config.ts';
import { openExamples } from '../../src/store/example-source.ts';
import { readStored } from '../../transforms/read-stored.ts';
import { makes } from '../helpers/collect.ts';
import { examplesOf, keep } from '../helpers/examples.ts';

test('what an earlier run kept comes back as it was, in the order of its names, and what is no example fails alone', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'poster-stream-test-'));
  try {
    const examples = examplesOf(3);
    keep(dir, examples);
    const source = await openExamples(join(dir, 'out'));
    const stage = () => readStored({ source, config: configOf({}) });
    const read: unknown[] = [];
    for await (const key of source.keys()) read.push((await makes(stage(), key)).example);
    assert.deepEqual(read, examples);
    await assert.rejects(makes(stage(), 'package.json'), /^Error: invalid-output/);
  } finally {
    await rm(dir, { recursive: true });
  }
});

test("with --images an example names the poster's figures that were kept beside it", async () => {
  const dir = await mkdtemp(join(tmpdir(), 'poster-stream-test-'));
  try {
    keep(dir, examplesOf(1));
    const source = await openExamples(join(dir, 'out'));
    const { value: key } = await source.keys()[Symbol.asyncIterator]().next();
    const bare = await makes(readStored({ source, config: configOf({}) }), key);
    assert.equal('images' in bare, false);
    assert.deepEqual((await makes(readStored({ source, config: configOf({ images: true }) }), key)).images, []);
  } finally {
    await rm(dir, { recursive: true });
  }
});
