import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { csvOf, makePairs, openPlace } from './binary.ts';

const BATCH = ['--batch', '--batch-size', '4', '--poll', '0.05'];

test('the records of a run by batches are those of a plain run, byte for byte, at half the price', async () => {
  await using place = await openPlace();
  const rows = csvOf([...(await makePairs(place.dir, 10)), 'gone,T,A,pairs/none.png,pairs/1.pdf']);
  const plain = await place.run(['--no-cache', '--json-summary', 'plain.json'], rows);
  const batched = await place.run([...BATCH, '--json-summary', 'batched.json'], rows);
  console.log(batched.stderr);
  assert.equal(batched.status, plain.status, batched.stderr);
  assert.equal(batched.stdout, plain.stdout);
});
