import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { csvOf, makePairs, until } from '../helpers/binary.ts';
import { alive, openGpuPlace } from '../helpers/gpu-place.ts';
import { openChatServer } from '../servers/chat-server.ts';
import { dolphinAnswer } from '../servers/dolphin-answer.ts';
import { qwenAnswer } from '../servers/qwen-answer.ts';

const skip = process.platform === 'linux' ? false : 'processes are looked at in /proc';
const ORIGINAL = ['--pipeline', 'original', '--match-method', 'off', '--threads', '1', '--dpi', '40'];
const STAGED = [...ORIGINAL, '--parallel', 'staged', '--output-dir', 'out'];

const told = (stderr: string) =>
  [...stderr.matchAll(/^Starting (?:\w+)\/([\w.-]+) on GPU (\w+)$/gm)].map(([, m, g]) => `${m} ${g}`);

test('staged and multi_gpu on four GPUs end with the records of streaming, and with no server left', {
  skip,
}, async () => {
  await using place = await openGpuPlace();
  const csv = csvOf(await makePairs(place.dir, 5));
  await using dolphin = await openChatServer({ answer: dolphinAnswer, model: 'ByteDance/Dolphin-v2' });
  await using qwen = await openChatServer({ answer: qwenAnswer, model: 'Qwen/Qwen3-VL-8B-Instruct' });
  const streamed = await place.run(
    [...ORIGINAL, '--dolphin-url', dolphin.baseUrl, '--vlm-url', qwen.baseUrl, '--no-cache'],
    csv,
  );
  assert.equal(streamed.status, 0, streamed.stderr);
  const gpus = ['--gpu-ids', '0,1,2,3', '--no-cache'];
  const staged = await place.run([...STAGED, ...gpus], csv);
  assert.equal(staged.status, 0, staged.stderr);
  assert.ok(staged.stdout === streamed.stdout);
  assert.deepEqual(
    place
      .starts()
      .map(({ model, gpu }) => `${model} ${gpu}`)
      .sort(),
    ['ByteDance/Dolphin-v2', 'Qwen/Qwen3-VL-8B-Instruct'].flatMap((model) =>
      [0, 1, 2, 3].map((gpu) => `${model} ${gpu}`),
    ),
  );
  const spread = await place.run([...ORIGINAL, '--parallel', 'multi_gpu', ...gpus, '--use-flash-attn'], csv);
  assert.equal(spread.status, 0, spread.stderr);
  assert.ok(spread.stdout === streamed.stdout);
  const later = place.starts().slice(8);
  assert.deepEqual(told(spread.stderr).sort(), [
    'Dolphin-v2 0',
    'Dolphin-v2 1',
    'Dolphin-v2 2',
    'Qwen3-VL-8B-Instruct 3',
  ]);
  assert.ok(later.every(({ args }) => args.join(' ').endsWith('--attention-backend FLASH_ATTN')));
  assert.deepEqual(alive(place.starts()), []);
});

test('a server that crashes in a late stage ends the run; the next goes on there and starts no other', {
  skip,
}, async () => {
  await using place = await openGpuPlace();
  await place.befall({ model: 'Qwen', crashAfter: 1 });
  const csv = csvOf(await makePairs(place.dir, 4));
  const first = await place.run([...STAGED, '--concurrency', '1'], csv);
  assert.equal(first.status, 2);
  assert.match(
    first.stderr,
    /The server ended \(134\): .*vllm serve Qwen[\s\S]*illegal memory access[\s\S]*goes on there/,
  );
  assert.deepEqual(alive(place.starts()), []);
  const status = readFileSync(join(place.dir, 'out', 'processing_status.csv'), 'utf8');
  assert.match(status, /p4,begun,,,,(figure_match|figure_verify)/);
  await place.befall({});
  const second = await place.run(STAGED, csv);
  assert.equal(second.status, 0, second.stderr);
  assert.equal(second.stdout.trim().split('\n').length, 4);
  assert.deepEqual(told(second.stderr), ['Qwen3-VL-8B-Instruct 0']);
  assert.deepEqual(readdirSync(join(place.dir, 'out', 'stages')), []);
});

test('a model that does not fit, one that never answers and one that is not there each say what to do', {
  skip,
}, async () => {
  await using place = await openGpuPlace();
  const csv = csvOf(await makePairs(place.dir, 1));
  await place.befall({ outOfMemory: true });
  const full = await place.run(STAGED, csv);
  assert.equal(full.status, 2);
  assert.match(full.stderr, /CUDA out of memory[\s\S]*--max-model-len/);
  await place.befall({ slowStart: 60_000 });
  const silent = await place.run([...STAGED, '--serve-timeout', '1.5'], csv);
  assert.equal(silent.status, 2);
  assert.match(silent.stderr, /within 1.5 s \(--serve-timeout\)/);
  const missing = await place.run([...STAGED, '--serve-command', 'no-such-server {model} {port}'], csv);
  assert.match(missing.stderr, /no-such-server: .*not found[\s\S]*Is it installed here/);
  assert.deepEqual(alive(place.starts()), []);
});

test('a slow start is waited for, and a hang in the middle fails the rows that met it, told once', {
  skip,
}, async () => {
  await using place = await openGpuPlace();
  await place.befall({ slowStart: 1500, hangAfter: 20 });
  const csv = csvOf(await makePairs(place.dir, 3));
  const args = ['--timeout', '3', '--max-retries', '0', '--concurrency', '1', '--failures', 'failed.jsonl'];
  const { status, stderr } = await place.run([...STAGED, ...args], csv);
  assert.equal(status, 1, stderr);
  const failed = readFileSync(join(place.dir, 'failed.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.ok(failed.length > 0 && failed.length <= 3);
  for (const { stage, code } of failed) assert.match(`${stage} ${code}`, /^(read-poster|parse-paper) timeout$/);
  assert.deepEqual(alive(place.starts()), []);
});

const recorded = (dir: string): number => readdirSync(join(dir, 'cache', 'poster-stream', 'servers')).length;

test('Ctrl-C while a server starts ends it; what a killed run left is ended by the next', { skip }, async () => {
  await using place = await openGpuPlace();
  const csv = csvOf(await makePairs(place.dir, 2));
  await place.befall({ slowStart: 60_000 });
  const interrupted = place.start(STAGED, csv);
  await until(() => place.starts().length >= 1, interrupted);
  interrupted.child.kill('SIGINT');
  assert.equal((await interrupted.ended).status, 130);
  assert.deepEqual(alive(place.starts()), []);
  const killed = place.start(STAGED, csv);
  await until(() => place.starts().length >= 2, killed);
  // The record is written right after the start.
  await until(() => recorded(place.dir) > 0, killed);
  killed.child.kill('SIGKILL');
  await killed.ended;
  assert.equal(alive(place.starts()).length, 2);
  await place.befall({});
  const next = await place.run(STAGED, csv);
  assert.equal(next.status, 0, next.stderr);
  assert.match(next.stderr, /^Ended what a killed run left: .*vllm serve/m);
  assert.deepEqual(alive(place.starts()), []);
});

test('what does not go together is said before anything starts', { skip }, async () => {
  await using place = await openGpuPlace();
  const complaint = async (...args: string[]) =>
    (await place.run(['--pipeline', 'original', ...args], csvOf([]))).stderr;
  assert.match(await complaint('--parallel', 'staged'), /--output-dir/);
  assert.match(await complaint('--parallel', 'multi_gpu'), /two GPUs at least/);
  assert.match(await complaint('--parallel', 'multi_gpu', '--gpu-ids', '0,0'), /--gpu-ids: a GPU is named twice/);
  assert.match(
    await complaint('--parallel', 'staged', '--output-dir', 'o', '--vlm-url', 'http://a'),
    /leave out http:\/\/a/,
  );
  assert.match(
    await complaint('--parallel', 'staged', '--output-dir', 'o', '--serve-command', 'x'),
    /there is no {model}/,
  );
  assert.deepEqual(place.starts(), []);
});

test('with --fail-fast a bad row ends the phases: what follows is not begun, and the status names it', {
  skip,
}, async () => {
  await using place = await openGpuPlace();
  const rows = csvOf(['gone,T,A,pairs/none.png,pairs/1.pdf', ...(await makePairs(place.dir, 2))]);
  const { status, stdout, stderr } = await place.run([...STAGED, '--fail-fast'], rows);
  assert.deepEqual([status, stdout], [1, '']);
  assert.match(stderr, /row 1 \(gone\): not-found[\s\S]*Ended early: 1 failed row \(--fail-fast\)/);
  assert.ok(place.starts().every(({ model }) => model === 'ByteDance/Dolphin-v2'));
  assert.deepEqual(alive(place.starts()), []);
  const pairs = readFileSync(join(place.dir, 'out', 'processing_status.csv'), 'utf8');
  assert.match(pairs, /^gone,failed,,,,resolve-files,not-found,/m);
});

test('--dry-run of the original pipeline counts the rows, starts no server and asks none', { skip }, async () => {
  await using place = await openGpuPlace();
  const rows = csvOf([...(await makePairs(place.dir, 3)), 'gone,T,A,pairs/none.png,pairs/1.pdf']);
  // Whoever asked there would meet nobody, and say so.
  const urls = ['--dolphin-url', 'http://127.0.0.1:9/v1', '--vlm-url', 'http://127.0.0.1:9/v1'];
  for (const args of [STAGED, [...ORIGINAL, '--parallel', 'multi_gpu', '--gpu-ids', '0,1'], [...ORIGINAL, ...urls]]) {
    const { status, stdout, stderr } = await place.run([...args, '--dry-run'], rows);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /^3 rows, 1 more that would fail\n3 need no answer that must be paid for\n/);
  }
  assert.deepEqual(place.starts(), []);
  const nowhere = await place.run([...ORIGINAL, '--dry-run'], rows);
  assert.match(nowhere.stderr, /say where the models are served/);
});

test('the phases work on the rows that are wanted, and on no others', { skip }, async () => {
  await using place = await openGpuPlace();
  const rows = await makePairs(place.dir, 3);
  const { status, stdout, stderr } = await place.run([...STAGED, '--start', '1', '--limit', '1'], csvOf(rows));
  assert.equal(status, 0, stderr);
  assert.equal(stdout.trim().split('\n').length, 1);
  const noted = readFileSync(join(place.dir, 'out', 'processing_status.csv'), 'utf8');
  assert.match(noted, /^p2,done/m);
  assert.doesNotMatch(noted, /^p[13],/m);
  assert.deepEqual(readdirSync(join(place.dir, 'out', 'stages')), []);
});
