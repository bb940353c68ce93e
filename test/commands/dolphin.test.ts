import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { csvOf, makePairs, openPlace, recordsOf } from '../helpers/binary.ts';
import { openChatServer } from '../servers/chat-server.ts';
import { dolphinAnswer } from '../servers/dolphin-answer.ts';

const samplePaper = fileURLToPath(new URL('../../samples/pairs/reading-order/paper.pdf', import.meta.url));

test('papers are read by Dolphin where it is served: alone, and in a run', async () => {
  await using place = await openPlace();
  await using server = await openChatServer({ answer: dolphinAnswer });
  const alone = await place.run([
    'parse',
    '--json',
    '--dolphin-url',
    server.baseUrl,
    '--figures-dir',
    'f',
    samplePaper,
  ]);
  assert.equal(alone.status, 0, alone.stderr);
  const { metadata, figures } = JSON.parse(alone.stdout);
  assert.equal(metadata.parser, 'dolphin');
  assert.ok(readFileSync(join(place.dir, 'f', `${figures[0].figure_id}.png`)).length > 0);
  const run = await place.run(
    ['--dolphin-url', server.baseUrl, '--match-method', 'off'],
    csvOf(await makePairs(place.dir, 3)),
  );
  assert.equal(run.status, 0, run.stderr);
  for (const { input } of recordsOf(run.stdout)) assert.match(input, /^# The words of/);
});

test('a Dolphin that nobody serves ends the run before it begins', async () => {
  await using place = await openPlace();
  const { status, stderr } = await place.run(
    ['--dolphin-url', 'http://127.0.0.1:1'],
    csvOf(await makePairs(place.dir, 1)),
  );
  assert.equal(status, 2);
  assert.match(stderr, /Nobody answers at http:\/\/127\.0\.0\.1:1\/v1/);
});

test('the doctor tries whether a server is Dolphin', async () => {
  await using place = await openPlace();
  await using dolphin = await openChatServer({ answer: dolphinAnswer });
  await using other = await openChatServer({ answer: () => 'A page with some text.' });
  const args = ['doctor', '--engine', 'local', '--dolphin-url'];
  const well = await place.run([...args, dolphin.baseUrl]);
  assert.match(well.stdout, /ok +dolphin +test\/vision-model finds 14 elements on a page/);
  const ill = await place.run([...args, other.baseUrl]);
  assert.match(ill.stdout, /warning +dolphin .*\n +Is this Dolphin-v2/);
});
