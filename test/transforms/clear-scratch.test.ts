import assert from 'node:assert/strict';

import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { openScratch } from '../../src/files/scratch.ts';
import type { Failure, Item } from '../../src/model/item.ts';
import { clearScratch } from '../../transforms/clear-scratch.ts';
import { through } from '../helpers/collect.ts';

const failed = (paperId: string, code: Failure['code']): Item<never> => ({
  ...{ row: 2, paperId, ok: false },
  failure: { paper_id: paperId, row: 2, stage: 'before', code, message: '' },
});

test('the pictures of a row are removed when it is done, and when it failed', async () => {
  await using scratch = await openScratch();
  const dirs = [await scratch.make('a', 'figures'), await scratch.make('b', 'figures'), await scratch.make('c')];
  await through(clearScratch({ scratch }), [{ row: 1, paperId: 'a', ok: true, value: 0 }, failed('b', 'timeout')]);
  assert.deepEqual(dirs.map(existsSync), [false, false, true]);
});

test('a duplicate does not take the pictures of the row before it', async () => {
  await using scratch = await openScratch();
  const dir = await scratch.make('a', 'figures');
  await through(clearScratch({ scratch }), [failed('a', 'duplicate')]);
  assert.ok(existsSync(dir));
});
