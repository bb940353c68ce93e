import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { configOf, type Options } from '../../src/config/config.ts';
import { RowError } from '../../src/model/item.ts';
import { CHECKPOINTS, checkpointKey } from '../../src/store/checkpoint-key.ts';
import { type CheckpointOptions, openCheckpoints } from '../../src/store/checkpoints.ts';
import { samplePair } from '../helpers/sample.ts';

const never = new AbortController().signal;

/** Work that counts how often it is done, over checkpoints in a directory of its own. */
async function openWork() {
  const dir = await mkdtemp(join(tmpdir(), 'poster-stream-test-'));
  const told: string[] = [];
  let done = 0;
  const run = async (given: Partial<CheckpointOptions> = {}, work = async (nth: number) => nth): Promise<number> => {
    const checkpoints = openCheckpoints({
      ...{ config: configOf({}), kept: CHECKPOINTS, open: CHECKPOINTS, runId: 'this run' },
      dirFor: (paperId) => join(dir, paperId),
      onKept: (paperId, name) => void told.push(`${paperId} ${name}`),
      ...given,
    });
    const keeping = checkpoints.keeping({ name: 'dolphin_paper', schema: z.number() }, () => {
      done += 1;
      return work(done);
    });
    return await keeping(samplePair(dir), never);
  };
  return { dir, told, run, [Symbol.asyncDispose]: () => rm(dir, { recursive: true }) };
}

test('work is done once, and whoever keeps the journal is told', async () => {
  await using work = await openWork();
  assert.deepEqual([await work.run(), await work.run()], [1, 1]);
  assert.deepEqual(work.told, ['bounded-streams dolphin_paper']);
});

test('what is not to be kept is done each time', async () => {
  await using work = await openWork();
  assert.deepEqual([await work.run({ kept: ['paper'] }), await work.run({ kept: ['paper'] })], [1, 2]);
});

test('a torn checkpoint, one of another shape and one of other options are made again', async () => {
  await using work = await openWork();
  await work.run();
  const path = join(work.dir, 'bounded-streams', 'dolphin_paper.json');
  for (const [n, text] of ['{"key": "', '{"key": "k", "result": "a word"}', '17'].entries()) {
    await writeFile(path, text);
    assert.equal(await work.run(), n + 2);
  }
  assert.equal(await work.run({ config: configOf({ dpi: 90 }) }), 5);
});

test('a stage that is closed tells what it came to: the failure of this run, or that there is none', async () => {
  await using work = await openWork();
  const fails = () => Promise.reject(new RowError('encrypted', 'a password'));
  await assert.rejects(work.run({}, fails), /a password/);
  await assert.rejects(work.run({ open: [] }), { code: 'encrypted', message: 'a password' });
  await assert.rejects(work.run({ open: [], runId: 'the next run' }), { code: 'timeout' });
  assert.equal(await work.run({ runId: 'the next run' }), 2);
  assert.equal(await work.run({ open: [] }), 2);
});

test('a key changes with the options that its stage or one before it reads, and with no other', async () => {
  const keysOf = (options: Options) =>
    Promise.all(CHECKPOINTS.map((name) => checkpointKey(name, samplePair(), configOf(options))));
  const plain = await keysOf({});
  const changedBy = async (options: Options) => {
    const keys = await keysOf(options);
    return CHECKPOINTS.filter((_, i) => keys[i] !== plain[i]);
  };
  assert.deepEqual(await changedBy({ concurrency: 3, timeout: 9, vlmUrl: 'http://localhost:1' }), []);
  assert.deepEqual(await changedBy({ ocr: 'never' }), ['paper']);
  assert.deepEqual(await changedBy({ matchMethod: 'features' }), ['figure_match', 'figure_verify']);
  assert.deepEqual(await changedBy({ vlmModel: 'm' }), ['figure_verify', 'poster_desc']);
  assert.deepEqual(await changedBy({ dolphinModel: 'd' }), CHECKPOINTS.slice(1));
});

test('a key changes when a file that its stage reads becomes another, though its name stays', async () => {
  const pair = samplePair();
  const other = { ...pair, paperPath: pair.posterPath };
  for (const name of CHECKPOINTS) {
    const [key, changed] = await Promise.all([pair, other].map((each) => checkpointKey(name, each, configOf({}))));
    const readsPaper = !['dolphin_poster', 'poster_desc'].includes(name);
    assert.equal(key !== changed, readsPaper, name);
  }
});
