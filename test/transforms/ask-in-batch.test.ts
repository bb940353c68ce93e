import assert from 'node:assert/strict';

import { join } from 'node:path';
import { test } from 'node:test';
import type { Item } from '../../src/model/item.ts';
import type { Parsed } from '../../src/model/pair.ts';
import type { BatchPass } from '../../src/session/pass.ts';
import { askInBatch } from '../../transforms/ask-in-batch.ts';
import { makePairs, openPlace, type Place } from '../helpers/binary.ts';
import { rowOf, through } from '../helpers/collect.ts';
import { openSamplePass, samplePaper } from '../helpers/sample.ts';

/** A pass that asks a loopback service in batches of two. */
async function openBatchPass({
  dir,
  server,
}: Place & { server: { url: string } }): Promise<BatchPass & AsyncDisposable> {
  const cacheDir = join(dir, 'cache');
  const asking = { engine: 'claude', batch: true, batchSize: 2, cache: true, cacheDir, poll: 0.05 } as const;
  const pass = await openSamplePass({ ...asking, apiKey: 'test-key', baseUrl: server.url, dataDir: dir });
  const { batch } = pass;
  assert.ok(batch);
  return { ...pass, batch };
}

async function parsedPairs(dir: string, count: number): Promise<Item<Parsed>[]> {
  await makePairs(dir, count);
  return Array.from({ length: count }, (_, n) => {
    const [paper, poster] = [`pairs/${n + 1}.pdf`, `pairs/${n + 1}.png`];
    const paths = { paperPath: join(dir, paper), posterPath: join(dir, poster), scratchDir: dir };
    const value = { row: rowOf(`p${n + 1}`, paper, poster), ...paths, paper: samplePaper() };
    return { row: n + 1, paperId: `p${n + 1}`, ok: true, value };
  });
}

test('posters join a group, a full group is submitted, and a poster that is on its way is not asked about again', async () => {
  await using place = await openPlace();
  await using pass = await openBatchPass(place);
  const pairs = await parsedPairs(place.dir, 3);
  const passed = await through(askInBatch(pass), [...pairs, ...pairs]);
  assert.equal(passed.filter(({ ok }) => ok).length, 6);
  assert.equal(place.server.batches.submitted.length, 2);
  assert.equal(pass.batch.asker.asked, 3);
  await pass.batch.asker.flush();
  assert.equal(place.server.batches.submitted.length, 3);
});

test('after an interrupt none is begun', async () => {
  await using place = await openPlace();
  await using pass = await openBatchPass(place);
  pass.intake.interrupt();
  const passed = await through(askInBatch(pass), await parsedPairs(place.dir, 1));
  assert.deepEqual(passed, [{ row: 1, paperId: 'p1', ok: false, failure: null }]);
  assert.equal(pass.batch.asker.asked, 0);
});
