import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { KnownPapers } from '../../src/dataset/identity/known-papers.ts';
import type { Pair } from '../../src/model/pair.ts';
import { Summary } from '../../src/model/summary.ts';
import { leaveOutKnown } from '../../transforms/leave-out-known.ts';
import { collect, items, rowOf } from '../helpers/collect.ts';

const pairOf = (title: string, raw: Record<string, unknown> = {}): Pair => ({
  row: { ...rowOf(title), title, raw },
  paperPath: '',
  posterPath: '',
  scratchDir: '',
});

test('papers that are to be kept out are left out and counted, and are no failures', async () => {
  const exclusions = new KnownPapers();
  exclusions.add({ title: 'A Benchmark Paper', texts: ['https://arxiv.org/abs/2401.00001'] });
  const summary = new Summary();
  const pairs = items([
    pairOf('a benchmark paper'),
    pairOf('Mine'),
    pairOf('Hidden', { url: 'arxiv.org/pdf/2401.00001v3' }),
  ]);
  const left = await collect<Pair>(Readable.from(pairs).pipe(leaveOutKnown({ exclusions, summary })));
  assert.deepEqual(
    left.map((item) => (item.ok ? item.value.row.title : item.failure)),
    [null, 'Mine', null],
  );
  assert.deepEqual([summary.excluded, summary.failed], [2, 0]);
});

test('without exclusions everything passes', async () => {
  const left = await collect(
    Readable.from(items([pairOf('x')])).pipe(leaveOutKnown({ exclusions: null, summary: new Summary() })),
  );
  assert.ok(left[0]?.ok);
});
