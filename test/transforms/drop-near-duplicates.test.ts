import assert from 'node:assert/strict';

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { configOf } from '../../src/config/config.ts';
import type { Item } from '../../src/model/item.ts';
import type { Finished } from '../../src/model/pair.ts';
import { Summary } from '../../src/model/summary.ts';
import { dropNearDuplicates } from '../../transforms/drop-near-duplicates.ts';
import { through, wellItem } from '../helpers/collect.ts';
import { examplesOf } from '../helpers/examples.ts';
import { finishedOf, SAMPLES } from '../helpers/sample.ts';

const [first, second] = ['pairs/bounded-streams/poster.png', 'pairs/adaptive-concurrency/poster.png'].map(
  (path) => SAMPLES + path,
);

/** Examples of these posters, as an earlier run kept them. */
const examples = (paths: readonly string[]): Item<Finished>[] =>
  examplesOf(paths.length).map((example, n) =>
    wellItem(
      n + 1,
      finishedOf({ ...example, poster_layout: { ...example.poster_layout, poster_path: paths[n] ?? '' } }),
    ),
  );

async function left(paths: readonly string[], dedupe: boolean, summary = new Summary()): Promise<boolean[]> {
  const config = configOf({ dedupe, dataDir: SAMPLES });
  const items = await through(dropNearDuplicates({ config, summary }), examples(paths));
  return items.map(({ ok }) => ok);
}

test('of posters that look the same the first stays, also of another size and format', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'poster-stream-test-'));
  try {
    const smaller = join(dir, 'smaller.jpg');
    await sharp(first).flatten({ background: '#ffffff' }).resize(900).jpeg({ quality: 60 }).toFile(smaller);
    const summary = new Summary();
    assert.deepEqual(await left([first ?? '', second ?? '', smaller], true, summary), [true, true, false]);
    assert.equal(summary.nearDuplicates, 1);
  } finally {
    await rm(dir, { recursive: true });
  }
});

test('a poster whose picture cannot be looked at stays, and is counted', async () => {
  const summary = new Summary();
  const paths = ['gone.png', 'gone.png', 'pairs/reading-order/poster.pdf'];
  assert.deepEqual(await left(paths, true, summary), [true, true, true]);
  assert.equal(summary.notCompared, 3);
});

test('nothing is compared unless it is asked for', async () => {
  assert.deepEqual(await left([first ?? '', first ?? ''], false), [true, true]);
});
