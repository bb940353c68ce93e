import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { csvOf, makePairs, openPlace, recordsOf } from '../helpers/binary.ts';
import { type ChatServerOptions, openChatServer } from '../servers/chat-server.ts';
import { dolphinAnswer } from '../servers/dolphin-answer.ts';
import { qwenAnswer } from '../servers/qwen-answer.ts';

/** Figures are drawn small: comparing them is not what is tested here. */
const QUICK = ['--dpi', '40', '--threads', '1'];

const openDolphin = (given: Partial<ChatServerOptions> = {}) =>
  openChatServer({ answer: dolphinAnswer, model: 'ByteDance/Dolphin-v2', ...given });
const openQwen = (given: Partial<ChatServerOptions> = {}) =>
  openChatServer({ answer: qwenAnswer, model: 'Qwen/Qwen3-VL-8B-Instruct', ...given });

test('--pipeline original: Dolphin reads poster and paper, the vision model the layout', async () => {
  await using place = await openPlace();
  await using dolphin = await openDolphin();
  await using qwen = await openQwen();
  const args = [...QUICK, '--pipeline', 'original', '--dolphin-url', dolphin.baseUrl, '--vlm-url', qwen.baseUrl];
  const { status, stdout, stderr } = await place.run(
    [...args, '--output-dir', 'out'],
    csvOf(await makePairs(place.dir, 3)),
  );
  assert.equal(status, 0, stderr);
  assert.equal(qwen.requests.length, 3);
  const records = recordsOf(stdout);
  assert.equal(records.length, 3);
  for (const { input, output } of records) {
    assert.match(input, /^# The words of/);
    const { layout, content } = JSON.parse(output);
    assert.match(content, /The words of/);
    assert.equal(layout.sections.length, 6);
    assert.ok(layout.figures.length >= 2, 'the figure of the layout, and that which Dolphin alone saw');
  }
  assert.deepEqual(readdirSync(join(place.dir, 'out', 'stages')), []);
  const again = await place.run([...args, '--output-dir', 'out'], csvOf(await makePairs(place.dir, 3)));
  assert.ok(again.stdout === stdout);
});

test('the original pipeline says which address it lacks', async () => {
  await using place = await openPlace();
  const { status, stderr } = await place.run(['--pipeline', 'original', '--vlm-url', 'http://127.0.0.1:1'], csvOf([]));
  assert.equal(status, 2);
  assert.match(stderr, /--dolphin-url http/);
});

test('a row whose last stage failed goes on there in the next run, and processing_status.csv says how far it had come', async () => {
  await using place = await openPlace();
  await using dolphin = await openDolphin();
  await using wordy = await openQwen({ answer: () => 'A lovely poster.' });
  await using qwen = await openQwen();
  const args = [
    ...QUICK,
    '--pipeline',
    'original',
    '--dolphin-url',
    dolphin.baseUrl,
    '--output-dir',
    'out',
    '--vlm-url',
  ];
  const csv = csvOf(await makePairs(place.dir, 2));
  const first = await place.run([...args, wordy.baseUrl], csv);
  assert.equal(first.status, 1);
  const kept = readdirSync(join(place.dir, 'out', 'stages', 'p1'));
  for (const stage of ['dolphin_poster', 'dolphin_paper', 'figure_match'])
    assert.ok(kept.includes(`${stage}.json`), `${kept}`);
  assert.match(
    readFileSync(join(place.dir, 'out', 'processing_status.csv'), 'utf8'),
    /p1,failed,,,,describe-poster,invalid-output/,
  );
  const asked = dolphin.requests.length;
  const second = await place.run([...args, qwen.baseUrl], csv);
  assert.equal(second.status, 0, second.stderr);
  assert.equal(dolphin.requests.length, asked);
  assert.equal(existsSync(join(place.dir, 'out', 'stages', 'p1')), false);
});

test('the doctor looks at both models of the original pipeline, and at nothing that only the simple one needs', async () => {
  await using place = await openPlace();
  await using dolphin = await openDolphin();
  const answer: ChatServerOptions['answer'] = ({ held }) => (held ? '{"colour":"blue","tags":[]}' : 'red');
  await using qwen = await openQwen({ answer });
  const args = ['doctor', '--pipeline', 'original', '--json', '--dolphin-url', dolphin.baseUrl];
  const subjects = (stdout: string) =>
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .map(({ subject, state }) => `${subject} ${state}`)
      .slice(2);
  const well = await place.run([...args, '--vlm-url', qwen.baseUrl]);
  assert.deepEqual(subjects(well.stdout), [
    ...['cache ok', 'server ok', 'model ok', 'dolphin ok'],
    ...['server ok', 'model ok', 'pictures ok', 'schema ok'],
  ]);
  const ill = await place.run(args);
  assert.deepEqual(subjects(ill.stdout).slice(4), ['server failure']);
});
