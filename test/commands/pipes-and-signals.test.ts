import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  BINARY,
  csvOf,
  firstRecord,
  makePairs,
  openPlace,
  type Place,
  type Running,
  recordsOf,
  tinyPdf,
  until,
} from '../helpers/binary.ts';
import { openChatServer } from '../servers/chat-server.ts';

const scratchOf = (place: Place): string[] =>
  readdirSync(place.dir).filter((name) => name.startsWith('.poster-stream-'));

/** Resolves when the run has said so on stderr. */
async function told(running: Running, words: string): Promise<void> {
  let text = '';
  running.child.stderr?.on('data', (chunk) => {
    text += chunk;
  });
  await until(() => text.includes(words), running);
}

/** Leaves after the first record. @returns seconds until the run ended, and its exit status */
async function leaveAfterOne(running: Running): Promise<{ status: number | null; seconds: number; stderr: string }> {
  await firstRecord(running);
  running.child.stdout?.destroy();
  const left = performance.now();
  const { status, stderr } = await running.ended;
  return { status, stderr, seconds: (performance.now() - left) / 1000 };
}

// What would be left to do takes half a minute: a machine that is busy needs more than the second that is the rule.
const SOON = 10;

test('a reader that leaves after one line ends the run with exit 0, and nothing new is asked', async () => {
  await using place = await openPlace({ latencyMs: 1000 });
  const rows = await makePairs(place.dir, 60);
  const running = place.start(['--concurrency', '2', '--threads', '1'], csvOf(rows));
  const { status, stderr, seconds } = await leaveAfterOne(running);
  assert.equal(status, 0, stderr);
  assert.ok(seconds < SOON, `${seconds} s`);
  assert.ok(place.server.exchanges.length < 12, `${place.server.exchanges.length} posters were asked about`);
  assert.deepEqual(scratchOf(place), []);
});

test('a reader that leaves ends a paper that is being parsed', async () => {
  await using place = await openPlace({ latencyMs: 400 });
  const rows = await makePairs(place.dir, 3);
  // Half a minute of work, begun while the second poster is being read: the second record finds the reader gone.
  writeFileSync(join(place.dir, 'pairs', '3.pdf'), tinyPdf('word', { times: 600_000, pages: 15 }));
  const running = place.start(['--threads', '1', '--concurrency', '1'], csvOf(rows));
  const { status, seconds } = await leaveAfterOne(running);
  assert.equal(status, 0);
  assert.ok(seconds < SOON, `${seconds} s`);
});

test('a reader that leaves is noticed at the next record, although the input stays open', async () => {
  await using place = await openPlace();
  const [first = '', second = ''] = await makePairs(place.dir, 2);
  const running = place.start([]);
  running.child.stdin?.write(csvOf([first]));
  await firstRecord(running);
  running.child.stdout?.destroy();
  running.child.stdin?.write(`${second}\n`);
  const { status } = await running.ended;
  assert.equal(status, 0);
});

test('SIGINT finishes what is in flight, writes whole lines and exits 130; SIGTERM likewise with 143', async () => {
  for (const [signal, expected] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    await using place = await openPlace({ latencyMs: 1000 });
    const rows = await makePairs(place.dir, 60);
    const running = place.start(['--concurrency', '8'], csvOf(rows));
    await firstRecord(running);
    running.child.kill(signal);
    const { status, stdout } = await running.ended;
    assert.equal(status, expected);
    // Eight were answered and eight in flight; those that were prepared beside them are not asked.
    assert.ok(place.server.exchanges.length <= 16, `${place.server.exchanges.length} were asked`);
    const { length } = recordsOf(stdout);
    assert.ok(length >= 1 && length < 60, `${length} records`);
    // Whatever was paid for was written: nothing was asked that is not among the records.
    assert.equal(place.server.exchanges.filter(({ paid }) => paid).length, length);
    assert.deepEqual(scratchOf(place), []);
  }
});

test('a second SIGINT ends the process at once', async () => {
  await using place = await openPlace();
  await using server = await openChatServer({ fate: () => 'hang' });
  const args = ['--engine', 'openai', '--base-url', server.baseUrl, '--timeout', '60'];
  const running = place.start(args, csvOf(await makePairs(place.dir, 4)));
  await until(() => server.requests.length > 0, running);
  running.child.kill('SIGINT');
  await told(running, 'Once more ends it at once');
  const again = performance.now();
  running.child.kill('SIGINT');
  const { status } = await running.ended;
  assert.equal(status, 130);
  // The first one alone waits for the answers in flight.
  assert.ok(performance.now() - again < 1000 * SOON);
  assert.deepEqual(scratchOf(place), []);
});

test('kill -9 in the middle leaves whole files, and a rerun ends with the bytes of an undisturbed run', async () => {
  await using place = await openPlace({ latencyMs: 40 });
  const csv = csvOf(await makePairs(place.dir, 25));
  const undisturbed = await place.run(['--output-dir', 'calm', '--no-cache'], csv);
  const finished = (): string[] => readdirSync(join(place.dir, 'stormy', 'training_data')).filter(isExample);
  for (const enough of [1, 8, 15]) {
    const running = place.start(['--output-dir', 'stormy', '--no-cache', '--concurrency', '2'], csv);
    await until(() => existsSync(join(place.dir, 'stormy', 'training_data')) && finished().length >= enough, running);
    running.child.kill('SIGKILL');
    await running.ended;
    for (const name of finished()) {
      const text = readFileSync(join(place.dir, 'stormy', 'training_data', name), 'utf8');
      assert.doesNotThrow(() => JSON.parse(text), `${name} is torn`);
    }
  }
  assert.notDeepEqual(hiddenIn(place, 'stormy'), [], 'nothing was left behind that a rerun could clear away');
  const rerun = await place.run(['--output-dir', 'stormy', '--no-cache'], csv);
  assert.equal(rerun.status, 0);
  assert.ok(rerun.stdout === undisturbed.stdout, 'the bytes differ');
  assert.deepEqual(hiddenIn(place, 'stormy'), []);
  const { stdout } = await place.run(['--export-only', '--output-dir', 'stormy']);
  assert.equal(recordsOf(stdout).length, 25);
});

const isExample = (name: string): boolean => name.endsWith('.json');

const hiddenIn = ({ dir }: Place, folder: string): string[] =>
  readdirSync(join(dir, folder)).filter((name) => name.startsWith('.'));

test('rows that arrive slowly leave as they come: nothing waits for the end of the input', async () => {
  await using place = await openPlace();
  const [first = '', second = ''] = await makePairs(place.dir, 2);
  const running = place.start([]);
  running.child.stdin?.write(csvOf([first]));
  await firstRecord(running);
  running.child.stdin?.end(`${second}\n`);
  const { stdout, status } = await running.ended;
  assert.equal(status, 0);
  assert.equal(recordsOf(stdout).length, 2);
});

test('with --limit the run ends although the input stays open', async () => {
  await using place = await openPlace();
  const running = place.start(['--limit', '1']);
  running.child.stdin?.write(csvOf(await makePairs(place.dir, 2)));
  const { stdout, status } = await running.ended;
  assert.equal(status, 0);
  assert.equal(recordsOf(stdout).length, 1);
});

test('a Node older than the program needs is told so in one line, with exit 2', { skip: noOldNode() }, async () => {
  await using place = await openPlace();
  assert.throws(
    () => execFileSync('/usr/bin/node', [BINARY], { cwd: place.dir, stdio: 'pipe', encoding: 'utf8' }),
    ({ status, stderr }) =>
      status === 2 && /^poster-stream needs Node 22\.22 or newer; this is \d+\.\d+\.\d+\n$/.test(stderr),
  );
});

/** Why the test of an old Node cannot be run here; false when it can. */
function noOldNode(): string | false {
  try {
    const version = execFileSync('/usr/bin/node', ['--version'], { encoding: 'utf8' });
    return Number(version.slice(1).split('.')[0]) < 22 ? false : `the system's Node is ${version.trim()}`;
  } catch {
    return 'the system has no Node of its own';
  }
}
