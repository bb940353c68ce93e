import assert from 'node:assert/strict';

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Failure, Item } from '../../src/model/item.ts';
import type { Finished } from '../../src/model/pair.ts';
import { RunJournal } from '../../src/store/run-journal.ts';
import { noteStatus } from '../../transforms/note-status.ts';
import { through, wellItem } from '../helpers/collect.ts';
import { examplesOf } from '../helpers/examples.ts';
import { finishedOf } from '../helpers/sample.ts';

const failed = (paper_id: string, code: Failure['code']): Item<Finished> => ({
  ...{ row: 2, paperId: paper_id, ok: false },
  failure: { paper_id, row: 2, stage: 'parse-paper', code, message: 'a "quoted", word' },
});

test('each pair gets a row that says whether it is done; a duplicate and a row nobody asked for get none', async () => {
  const root = await mkdtemp(join(tmpdir(), 'poster-stream-test-'));
  try {
    const done = examplesOf(1).map((example) => wellItem(1, finishedOf(example)));
    const skipped: Item<Finished> = { row: 3, paperId: 'p3', ok: false, failure: null };
    const items = [...done, failed('p2', 'unreadable'), failed('p000', 'duplicate'), skipped];
    assert.deepEqual(await through(noteStatus({ journal: new RunJournal(root) }), items), items);
    const [, ...lines] = (await readFile(join(root, 'processing_status.csv'), 'utf8')).trim().split('\n');
    assert.equal(lines.length, 2);
    assert.match(lines[0] ?? '', /^p000,done,\d+,\d+,\d+,,,,/);
    assert.match(lines[1] ?? '', /^p2,failed,,,,parse-paper,unreadable,"a ""quoted"", word",/);
  } finally {
    await rm(root, { recursive: true });
  }
});

test('without an output directory everything passes', async () => {
  const items = examplesOf(2).map((example, n) => wellItem(n + 1, finishedOf(example)));
  assert.deepEqual(await through(noteStatus({ journal: null }), items), items);
});
