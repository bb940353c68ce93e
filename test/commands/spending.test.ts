import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { csvOf, everythingIn, makePairs, openPlace, recordsOf, until } from '../helpers/binary.ts';

const paidOf = ({ server }: { server: { exchanges: readonly { paid: boolean }[] } }): number =>
  server.exchanges.filter(({ paid }) => paid).length;

test('an answer that was paid for is not asked for again, whatever format is wanted of it', async () => {
  await using place = await openPlace();
  const rows = csvOf(await makePairs(place.dir, 5));
  const first = await place.run([], rows);
  assert.equal(first.status, 0, first.stderr);
  assert.equal(paidOf(place), 5);
  const messages = await place.run(['--format', 'messages'], rows);
  assert.equal(messages.status, 0, messages.stderr);
  assert.equal(paidOf(place), 5);
  assert.equal((await place.run(['cache', 'clear'])).stdout, '5 answers thrown away\n');
  assert.equal((await place.run([], rows)).stdout, first.stdout);
  assert.equal(paidOf(place), 10);
});

test('a dry run counts rows and names dollars, asks nobody and needs no key', async () => {
  await using place = await openPlace();
  const rows = csvOf([...(await makePairs(place.dir, 3)), 'gone,T,A,pairs/none.png,pairs/1.pdf']);
  const { status, stdout } = await place.run(['--dry-run', '--json-summary', 'forecast.json'], rows);
  assert.equal(status, 0);
  assert.match(stdout, /^3 rows, 1 more that would fail$/m);
  assert.match(stdout, /\$0\.00\d\d/);
  assert.equal(place.server.exchanges.length, 0);
  const forecast = JSON.parse(readFileSync(join(place.dir, 'forecast.json'), 'utf8'));
  assert.deepEqual([forecast.rows, forecast.free, forecast.failed], [3, 0, 1]);
});

test('a budget is never passed: what was paid for is written, the rest is told, and a higher one goes on', async () => {
  await using place = await openPlace();
  const rows = csvOf(await makePairs(place.dir, 12));
  const { status, stdout, stderr } = await place.run(['--max-cost', '0.01', '--json-summary', 'summary.json'], rows);
  assert.equal(status, 1);
  const written = recordsOf(stdout).length;
  assert.ok(written >= 1 && written < 12, `${written} records`);
  assert.equal(paidOf(place), written);
  assert.match(stderr, new RegExp(`${12 - written} rows are left: raise --max-cost`));
  const summary = JSON.parse(readFileSync(join(place.dir, 'summary.json'), 'utf8'));
  assert.ok(summary.cost_usd > 0 && summary.cost_usd <= 0.01);
  const rest = await place.run(['--max-cost', '1'], rows);
  assert.equal(rest.status, 0, rest.stderr);
  assert.equal(recordsOf(rest.stdout).length, 12);
  assert.equal(paidOf(place), 12);
});

test('a budget needs a price', async () => {
  await using place = await openPlace();
  const rows = csvOf(await makePairs(place.dir, 1));
  const unknown = await place.run(['--model', 'claude-new-1', '--max-cost', '1'], rows);
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /price of claude-new-1 is unknown.*--price/s);
  const without = await place.run(['--model', 'claude-new-1', '--no-cache'], rows);
  assert.match(without.stderr, /price unknown/);
});

test('a dead key ends the run with exit 2 and says what to look at', async () => {
  await using place = await openPlace({ apiKey: 'another' });
  const { status, stdout, stderr } = await place.run([], csvOf(await makePairs(place.dir, 3)));
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /ANTHROPIC_API_KEY/);
});

test('what was in flight when the key died is kept, and is part of the sums', async () => {
  let letIn = 0;
  await using place = await openPlace({
    latencyMs: 300,
    // Requests are looked at one after the other: the third dies while two are being answered.
    refuses: () => ++letIn > 2,
  });
  const rows = csvOf(await makePairs(place.dir, 6));
  const { status, stderr } = await place.run(['--concurrency', '3', '--json-summary', 'summary.json'], rows);
  assert.equal(status, 2);
  const { usage, cost_usd } = JSON.parse(readFileSync(join(place.dir, 'summary.json'), 'utf8'));
  assert.equal(paidOf(place), 2);
  const paid = place.server.exchanges.reduce((sum, exchange) => sum + (exchange.usage?.output_tokens ?? 0), 0);
  assert.equal(usage.output_tokens, paid);
  assert.ok(cost_usd > 0);
  assert.match(stderr, /tokens · \$/);
  assert.match((await place.run(['cache', 'ls'])).stdout, /^2 answers/m);
});

test('the key is in no output, log, summary, cache or file of a run, whether it succeeds or fails', async () => {
  const apiKey = 'sk-ant-very-secret-0123456789';
  const outputs = ['--output-dir', 'out', '--failures', 'failures.jsonl', '--json-summary', 'summary.json'];
  for (const [accepted, ...key] of [
    [apiKey, '--api-key-file', 'key.txt'],
    ['another', '--api-key', apiKey],
  ]) {
    await using place = await openPlace({ apiKey: accepted ?? '', complaint: `invalid key ${apiKey}` });
    const rows = csvOf([...(await makePairs(place.dir, 2)), 'gone,T,A,pairs/none.png,pairs/1.pdf']);
    await writeFile(join(place.dir, 'key.txt'), `${apiKey}\n`);
    const { status, stdout, stderr } = await place.run([...key, ...outputs], rows);
    assert.equal(status, accepted === apiKey ? 1 : 2);
    assert.doesNotMatch(`${stdout}${stderr}${everythingIn(place)}`, /very-secret/);
    assert.equal(stderr.includes('Warning: '), key[0] === '--api-key');
  }
});

test('a key on the command line is covered up, for whoever lists the processes', async () => {
  const apiKey = 'sk-ant-very-secret';
  await using place = await openPlace({ apiKey, latencyMs: 500 });
  const running = place.start(['--api-key', apiKey], csvOf(await makePairs(place.dir, 1)));
  await until(() => place.server.exchanges.length > 0, running);
  const listed = execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(running.child.pid)], { encoding: 'utf8' });
  assert.match(listed, /^poster-stream/);
  assert.doesNotMatch(listed, /very-secret/);
  assert.equal((await running.ended).status, 0);
});

test('a key that no request can carry is refused without being shown', async () => {
  await using place = await openPlace();
  const rows = csvOf(await makePairs(place.dir, 1));
  const { status, stderr } = await place.run([], rows, { ANTHROPIC_API_KEY: 'sk-ant-very\u2028secret' });
  assert.equal(status, 2);
  assert.match(stderr, /ANTHROPIC_API_KEY must hold one key/);
  assert.doesNotMatch(stderr, /secret/);
  const misplaced = await place.run(['--api-key-file', 'sk-ant-very-secret'], rows);
  assert.match(misplaced.stderr, /--api-key-file: expected the name of a file/);
  assert.doesNotMatch(misplaced.stderr, /secret/);
  assert.equal((await place.run([], rows, { ANTHROPIC_API_KEY: ' test-key\r' })).status, 0);
});

test('two processes share the cache without harm', async () => {
  await using place = await openPlace({ latencyMs: 20 });
  const rows = csvOf(await makePairs(place.dir, 8));
  const [one, other] = await Promise.all([place.run([], rows), place.run([], rows)]);
  assert.deepEqual([one.status, other.status], [0, 0]);
  assert.equal(one.stdout, other.stdout);
  assert.match((await place.run(['cache', 'verify'])).stdout, /^8 answers are sound/);
});
