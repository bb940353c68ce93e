import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { costOf, priceOf } from '../../src/engines/cost/prices.ts';
import { csvOf, everythingIn, makePairs, openPlace, type Place, recordsOf, until } from '../helpers/binary.ts';
import type { BatchMoment } from '../servers/batch-service.ts';
import type { Fault } from '../servers/messages-faults.ts';
import type { MessagesServer } from '../servers/messages-server.ts';

const BATCH = ['--batch', '--batch-size', '4', '--poll', '0.05', '--threads', '1'];

const summaryIn = ({ dir }: Place) => JSON.parse(readFileSync(join(dir, 'summary.json'), 'utf8'));

/** What a run writes that asks one by one, of a service without faults: the first rows of twelve. */
let plainly: (rows: number) => string;

before(async () => {
  await using place = await openPlace();
  const { stdout } = await place.run([], csvOf(await makePairs(place.dir, 12)));
  const lines = stdout.split('\n');
  plainly = (rows) => `${lines.slice(0, rows).join('\n')}\n`;
});

function assertNothingTwice({ server }: { server: MessagesServer }): void {
  const ids = server.batches.submitted;
  assert.equal(new Set(ids).size, ids.length, 'a request was submitted twice');
}

test('the records are those of a plain run, byte for byte, at half the price', async () => {
  await using place = await openPlace();
  const rows = csvOf([...(await makePairs(place.dir, 10)), 'gone,T,A,pairs/none.png,pairs/1.pdf']);
  const { status, stdout } = await place.run([...BATCH, '--json-summary', 'summary.json'], rows);
  assert.equal(status, 1);
  assert.equal(stdout, plainly(10));
  assertNothingTwice(place);
  const { batches, cost_usd, usage } = summaryIn(place);
  assert.deepEqual(batches, { read: 10, submitted: 3, ended: 3, requests: 10, answered: 10 });
  const price = priceOf('claude-haiku-5-5');
  assert.ok(price && Math.abs(cost_usd - costOf(usage, price) / 2) < 1e-9);
});

test('what a run by batches was told, a plain run knows, and the other way round', async () => {
  await using place = await openPlace();
  const pairs = await makePairs(place.dir, 6);
  await place.run([], csvOf(pairs.slice(0, 3)));
  const batched = await place.run(BATCH, csvOf(pairs));
  assert.equal(place.server.batches.submitted.length, 3);
  const { stdout } = await place.run([], csvOf(pairs));
  assert.equal(stdout, batched.stdout);
  assert.equal(place.server.exchanges.length, 6);
});

test('a poster that two papers share is asked about once', async () => {
  await using place = await openPlace();
  const pairs = await makePairs(place.dir, 2);
  const { stdout } = await place.run(BATCH, csvOf([...pairs, 'other,T,A,pairs/1.png,pairs/2.pdf']));
  assert.equal(recordsOf(stdout).length, 3);
  assert.equal(place.server.batches.submitted.length, 2);
});

/** At the first attempt, one after the other. */
function onceEach(...faults: (Fault | null)[]): (attempt: number) => Fault | null {
  let met = 0;
  return (attempt) => (attempt === 0 ? (faults[met++ % faults.length] ?? null) : null);
}

test('what errs, expires, is garbled or cut off is asked again, and comes to the same records', async () => {
  const faultAt = onceEach('server-error', 'expired', 'garbled', 'cut-off', null);
  await using place = await openPlace({ faultAt });
  const rows = csvOf(await makePairs(place.dir, 10));
  const { status, stdout, stderr } = await place.run(BATCH, rows);
  assert.equal(status, 0, stderr);
  assert.equal(stdout, plainly(10));
  assert.equal(place.server.batches.submitted.length, 18);
});

test('what never comes to an answer is given up, with its reason, and sinks no other row', async () => {
  await using place = await openPlace({ faultAt: () => 'expired' });
  const rows = csvOf(await makePairs(place.dir, 2));
  const { status, stderr } = await place.run([...BATCH, '--json-summary', 'summary.json'], rows);
  assert.equal(status, 1);
  assert.match(stderr, /row 2 \(p2\): engine-unavailable in transcribe-poster: The batch expired/);
  assert.equal(place.server.batches.submitted.length, 6);
  assert.deepEqual(summaryIn(place).failures, { 'engine-unavailable': 2 });
});

test('a group that is too large for the service is cut in two, until it is taken', async () => {
  await using place = await openPlace({ batches: { maxBytes: 20_000 } });
  const rows = csvOf(await makePairs(place.dir, 8));
  const { status, stdout, stderr } = await place.run(['--batch', '--poll', '0.05'], rows);
  assert.equal(status, 0, stderr);
  assert.equal(stdout, plainly(8));
  assert.ok(place.server.batches.made.length >= 2);
  assertNothingTwice(place);
});

test('a creation that was lost is sent again, one whose answer was lost is not', async () => {
  const faults = ['lost', 'throttled', 'made-but-lost', 'server-error'] as const;
  await using place = await openPlace({ batches: { creationFault: (nth) => faults[nth - 1] ?? null } });
  const rows = csvOf(await makePairs(place.dir, 8));
  const { status, stdout, stderr } = await place.run(BATCH, rows);
  assert.equal(status, 0, stderr);
  assert.equal(stdout, plainly(8));
  assert.equal(place.server.batches.made.length, 2);
  assert.equal(place.server.batches.creations, 5);
  assertNothingTwice(place);
});

test('a budget is not passed: dry runs count half, and the rows that are left are told', async () => {
  await using place = await openPlace();
  const rows = csvOf(await makePairs(place.dir, 12));
  const [plain, half] = await Promise.all([
    place.run(['--dry-run', '--json-summary', 'plain.json'], rows),
    place.run(['--dry-run', '--batch', '--json-summary', 'summary.json'], rows),
  ]);
  assert.deepEqual([plain.status, half.status], [0, 0]);
  const forecast = JSON.parse(readFileSync(join(place.dir, 'plain.json'), 'utf8'));
  assert.ok(Math.abs(summaryIn(place).cost_usd - forecast.cost_usd / 2) < 1e-9);
  const args = [...BATCH, '--max-cost', '0.0055', '--json-summary', 'summary.json'];
  const { status, stdout, stderr } = await place.run(args, rows);
  assert.equal(status, 1);
  const written = recordsOf(stdout).length;
  assert.ok(written >= 2 && written < 12, `${written} records`);
  assert.equal(place.server.batches.submitted.length, written);
  assert.ok(summaryIn(place).cost_usd <= 0.0055);
  assert.match(stderr, new RegExp(`${12 - written} rows are left: raise --max-cost`));
});

test('SIGINT while waiting says how to go on; another terminal lists what goes on, and collects it', async () => {
  let looks = 0;
  const countLooks = (moment: BatchMoment) => {
    if (moment === 'look') looks += 1;
  };
  const serving = { batches: { looks: 12, onMoment: countLooks } };
  await using place = await openPlace(serving);
  const rows = csvOf(await makePairs(place.dir, 6));
  const running = place.start([...BATCH, '--output-dir', 'out', '--cache-dir', 'answers'], rows);
  await until(() => looks >= 3, running);
  running.child.kill('SIGINT');
  const { status, stdout, stderr } = await running.ended;
  assert.deepEqual([status, stdout], [130, '']);
  assert.match(stderr, /Run the same command again, or: poster-stream batches collect \S+out\/batch/);
  assert.doesNotMatch(everythingIn(place), /test-key/);
  const listed = await place.run(['batches', 'ls', '--output-dir', 'out', '--json']);
  const batches = listed.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    batches.map(({ batch_id, state, requests }) => [batch_id, state, requests]),
    [
      ['msgbatch_000001', 'in_progress', 4],
      ['msgbatch_000002', 'in_progress', 2],
    ],
  );
  const collected = await place.run(['batches', 'collect', 'out', '--poll', '0.05']);
  assert.equal(collected.status, 0, collected.stderr);
  assert.equal(collected.stdout, plainly(6));
  assert.equal(existsSync(join(place.dir, 'out', 'batch')), false);
  assertNothingTwice(place);
});

test('what is cancelled is paid as far as it came, written, and the rest is told', async () => {
  await using place = await openPlace({ batches: { looks: 1000 } });
  const running = place.start(BATCH, csvOf(await makePairs(place.dir, 4)));
  await until(() => place.server.batches.made.some(({ looks }) => looks > 0), running);
  const { stdout: table } = await place.run(['batches', 'ls']);
  assert.match(table, /msgbatch_000001 +in_progress +4 +0 /);
  const cancelled = await place.run(['batches', 'cancel']);
  assert.match(cancelled.stdout, /^msgbatch_000001 +ended$/m);
  const { status, stdout, stderr } = await running.ended;
  assert.equal(status, 1);
  assert.equal(recordsOf(stdout).length, 2);
  assert.match(stderr, /The batch was cancelled/);
});

test('with --fail-fast a bad row ends the run before anything is asked', async () => {
  await using place = await openPlace();
  const rows = csvOf(['gone,T,A,pairs/none.png,pairs/1.pdf', ...(await makePairs(place.dir, 3))]);
  const { status, stdout, stderr } = await place.run([...BATCH, '--fail-fast'], rows);
  assert.deepEqual([status, stdout], [1, '']);
  assert.match(stderr, /row 1 \(gone\): not-found[\s\S]*Ended early: 1 failed row \(--fail-fast\)/);
  assert.equal(place.server.batches.made.length, 0);
});

test('batches are for Claude, want a key, and are worked on by one process at a time', async () => {
  await using place = await openPlace({ batches: { looks: 1000 } });
  const rows = csvOf(await makePairs(place.dir, 1));
  const local = await place.run(['--batch', '--engine', 'local'], rows);
  assert.equal(local.status, 2);
  assert.match(local.stderr, /--batch is for --engine claude/);
  const running = place.start(BATCH, rows);
  await until(() => place.server.batches.made.length > 0, running);
  const second = await place.run(BATCH, rows);
  assert.equal(second.status, 2);
  assert.match(second.stderr, /Process \d+ is at these batches already/);
  running.child.kill('SIGKILL');
  await running.ended;
  const nothing = await place.run(['batches', 'collect', 'nowhere']);
  assert.equal(nothing.status, 2);
});

test('a service that refuses schemas is asked by delimiters, for the same records, also by a run that goes on', async () => {
  await using place = await openPlace({ takesSchema: false });
  const rows = csvOf(await makePairs(place.dir, 6));
  const { status, stdout, stderr } = await place.run(BATCH, rows);
  assert.equal(status, 0, stderr);
  assert.equal(stdout, plainly(6));
  // Each by schema and by delimiters, and what was answered is known to plain runs.
  assert.equal(place.server.batches.submitted.length, 12);
  assertNothingTwice(place);
  const paid = place.server.exchanges.filter((exchange) => exchange.paid).length;
  assert.equal((await place.run(BATCH, rows)).stdout, stdout);
  assert.equal((await place.run(['--answer-form', 'delimiters'], rows)).stdout, stdout);
  assert.equal(place.server.exchanges.filter((exchange) => exchange.paid).length, paid);
  const held = await place.run([...BATCH, '--answer-form', 'schema', '--no-cache'], rows);
  assert.equal(held.status, 1);
  assert.match(held.stderr, /row 1 \(p1\): invalid-output in transcribe-poster: claude-haiku-5-5 refused the request/);
});
