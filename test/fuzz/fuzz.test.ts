import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from './fuzz.ts';
import { mutated } from './mutate.ts';

const SECONDS = 60;
const MOST_MEGABYTES = 1024;

test('a minute of damaged files ends in documents and in failures that were foreseen', {
  timeout: 300_000,
}, async () => {
  const report = await fuzz(Number.POSITIVE_INFINITY, 1, performance.now() + SECONDS * 1000);
  assert.deepEqual(report.found, [], JSON.stringify(report));
  assert.ok(report.cases > 20, `${report.cases} cases`);
  assert.ok(report.peakMegabytes < MOST_MEGABYTES, `${report.peakMegabytes} MB`);
});

test('a seed always gives the same file', () => {
  const [bytes, other] = [Buffer.from('%PDF 1 2 3 and so on'), Buffer.from('other')];
  for (let seed = 0; seed < 40; seed++) assert.deepEqual(mutated(seed, bytes, other), mutated(seed, bytes, other));
});
