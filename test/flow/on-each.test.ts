import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { onEach } from '../../src/flow/on-each.ts';
import { collect, items } from '../helpers/collect.ts';

test('everything passes in its order, each once it was looked at', async () => {
  const looked: number[] = [];
  const look = onEach<{ row: number }>(async ({ row }) => {
    await sleep(5 - row);
    looked.push(row);
  });
  const passed: number[] = [];
  for await (const { row } of Readable.from(items([0, 0, 0, 0])).pipe(look)) {
    assert.equal(looked.at(-1), row);
    passed.push(row);
  }
  assert.deepEqual(passed, [1, 2, 3, 4]);
});

test('what a look throws ends the stream, at once or later', async () => {
  for (const look of [
    () => {
      throw new RangeError('seen');
    },
    async () => {
      throw new RangeError('seen');
    },
  ])
    await assert.rejects(collect(Readable.from(items([1])).pipe(onEach(look))), /seen/);
});
