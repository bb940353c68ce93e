import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { drawPoster } from '../fixtures/draw-poster.ts';
import { csvOf, makePairs, openPlace, type Place, recordsOf } from '../helpers/binary.ts';

const LOCAL = ['--engine', 'local', '--fallback', 'claude', '--threads', '2'];

/** One poster that this machine can read, as `p1`, and one without a word, as `p2`. */
async function clearAndEmpty({ dir }: Place): Promise<string> {
  const rows = await makePairs(dir, 2);
  await writeFile(join(dir, 'pairs', '1.png'), await drawPoster({ width: 1050, height: 750, title: 'A Clear Poster' }));
  return csvOf(rows);
}

test('with a fallback, only what this machine reads poorly is asked about, and once', async () => {
  await using place = await openPlace();
  const rows = await clearAndEmpty(place);
  for (const attempt of ['asked', 'remembered']) {
    const { status, stdout, stderr } = await place.run(LOCAL, rows);
    assert.equal(status, 0, stderr);
    const [clear, empty] = recordsOf(stdout).map(({ output }) => JSON.parse(output));
    assert.match(clear.content, /^# A Clear Poster/, attempt);
    assert.match(empty.content, /^# Poster [0-9a-f]{12}/, attempt);
    assert.equal(place.server.exchanges.length, 1, attempt);
  }
});

test('a transcription tells who wrote it, and how well this machine had read it', async () => {
  await using place = await openPlace();
  await clearAndEmpty(place);
  const files = ['pairs/1.png', 'pairs/2.png'];
  const { stdout } = await place.run(['transcribe', '--json', ...LOCAL, ...files]);
  const [clear, empty] = stdout.split('\n').map((line) => line && JSON.parse(line).metadata);
  assert.equal(clear.engine, 'local');
  assert.ok(clear.confidence >= 0.8);
  assert.deepEqual([empty.engine, empty.local_confidence], ['claude', 0]);
  const demanding = await place.run(['transcribe', '--json', ...LOCAL, '--min-confidence', '1', 'pairs/1.png']);
  assert.equal(JSON.parse(demanding.stdout).metadata.engine, 'claude');
});

test('when the fallback fails, the row fails with its code and says that it was read poorly before', async () => {
  await using place = await openPlace({ faults: { refusal: 1 } });
  const { status, stderr } = await place.run(LOCAL, csvOf(await makePairs(place.dir, 1)));
  assert.equal(status, 1);
  assert.match(stderr, /refused in transcribe-poster: Read with a confidence of 0, below 0\.8, and claude failed: /);
});

test('a fallback spends no more than --max-cost', async () => {
  await using place = await openPlace();
  const rows = csvOf(await makePairs(place.dir, 1));
  const { status, stderr } = await place.run([...LOCAL, '--max-cost', '0.00001'], rows);
  assert.equal(status, 1);
  assert.match(stderr, /raise --max-cost/);
  assert.equal(place.server.exchanges.length, 0);
});

test('a fallback is for the local engine', async () => {
  await using place = await openPlace();
  const misplaced = await place.run(['--fallback', 'openai'], csvOf(await makePairs(place.dir, 1)));
  assert.equal(misplaced.status, 2);
  assert.match(misplaced.stderr, /--fallback goes with --engine local/);
  const help = await place.run(['run', '--help-all']);
  for (const option of ['--fallback', '--min-confidence', '--poster-page'])
    assert.ok(help.stdout.includes(option), option);
});
