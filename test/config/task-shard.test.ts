import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from '../../src/config/config.ts';

/** What Slurm sets for `--array=first-last:step`. */
const slurm = (id: number, [first, last]: readonly [number, number], step = 1, count = (last - first) / step + 1) => ({
  SLURM_ARRAY_TASK_ID: String(id),
  SLURM_ARRAY_TASK_MIN: String(first),
  SLURM_ARRAY_TASK_MAX: String(last),
  SLURM_ARRAY_TASK_STEP: String(step),
  SLURM_ARRAY_TASK_COUNT: String(count),
});

const shardFor = (shard: string, environment: Readonly<Record<string, string>>) =>
  loadConfig({ shard }, environment).shard;

test('--shard auto is the part of a Slurm array that this task is, wherever the array begins and however it steps', () => {
  assert.deepEqual(shardFor('auto', slurm(3, [0, 7])), { index: 3, count: 8 });
  assert.deepEqual(shardFor('auto', slurm(8, [1, 8])), { index: 7, count: 8 });
  assert.deepEqual(shardFor('auto', slurm(4, [0, 6], 2)), { index: 2, count: 4 });
  const { SLURM_ARRAY_TASK_STEP: _, ...stepless } = slurm(3, [0, 7]);
  assert.deepEqual(shardFor('auto', stepless), { index: 3, count: 8 });
});

test('the tasks of an array have all shards, each once', () => {
  const shards = [1, 4, 7, 10].map((id) => shardFor('auto', slurm(id, [1, 10], 3))?.index);
  assert.deepEqual(shards, [0, 1, 2, 3]);
});

test('--shard auto is refused for a part of an array, as a task that is done again is, and outside of one', () => {
  assert.throws(() => shardFor('auto', slurm(3, [3, 3])), /part of an array; say --shard auto\/N/);
  assert.throws(() => shardFor('auto', slurm(5, [5, 7])), /part of an array/);
  assert.throws(() => shardFor('auto', slurm(3, [1, 7], 1, 3)), /part of an array/);
  assert.throws(() => shardFor('auto', {}), /no task of a Slurm array/);
  assert.throws(() => shardFor('auto', { JOB_COMPLETION_INDEX: '2' }), /no task of a Slurm array.*auto\/N/);
});

test('--shard auto/N is the shard of the number that Slurm or Kubernetes gave the task', () => {
  assert.deepEqual(shardFor('auto/8', { JOB_COMPLETION_INDEX: '2' }), { index: 2, count: 8 });
  assert.deepEqual(shardFor('auto/8', slurm(3, [3, 3])), { index: 3, count: 8 });
  assert.throws(() => shardFor('auto/8', slurm(8, [1, 8])), /this is task 8; number the tasks from 0 to 7/);
  assert.throws(() => shardFor('auto/8', {}), /neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX is set/);
});

test('a shard may be asked for in the environment too, and one in numbers needs no scheduler', () => {
  const variables = { POSTER_STREAM_SHARD: 'auto/4', JOB_COMPLETION_INDEX: '1' };
  assert.deepEqual(loadConfig({}, variables).shard, { index: 1, count: 4 });
  assert.deepEqual(shardFor('2/4', variables), { index: 2, count: 4 });
  assert.equal(loadConfig({}, {}).shard, undefined);
});
