import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { PosterLayout } from '../../src/model/schemas.ts';
import { csvOf, makePairs, openPlace, recordsOf } from '../helpers/binary.ts';

test('rows on stdin become records on stdout, in row order, one JSON object of three strings a line', async () => {
  await using place = await openPlace();
  const rows = await makePairs(place.dir, 12);
  const { status, stdout, stderr } = await place.run([], csvOf(rows));
  assert.equal(status, 0, stderr);
  const records = recordsOf(stdout);
  assert.deepEqual(
    records.map(({ instruction }) => /Title: (.*)/.exec(instruction)?.[1]),
    rows.map((_, n) => `Title ${n + 1}`),
  );
  for (const [n, record] of records.entries()) {
    assert.deepEqual(Object.keys(record), ['instruction', 'input', 'output']);
    assert.match(record.input, new RegExp(`Paper number ${n + 1}`));
    const { layout, content } = JSON.parse(record.output);
    assert.match(content, /^# Poster/);
    assert.ok(PosterLayout.omit({ paper_id: true, poster_path: true }).safeParse(layout).success);
    assert.ok(!('paper_id' in layout) && !('poster_path' in layout));
  }
  assert.match(stderr, /12 done \(100.0 %\)/);
});

test('a second run over the same output directory asks nobody and prints the same bytes', async () => {
  await using place = await openPlace();
  const csv = csvOf(await makePairs(place.dir, 5));
  const first = await place.run(['--output-dir', 'out', '--no-cache'], csv);
  const asked = place.server.exchanges.length;
  const second = await place.run(['--output-dir', 'out', '--no-cache'], csv);
  assert.equal(asked, 5);
  assert.equal(place.server.exchanges.length, asked);
  assert.ok(second.stdout === first.stdout);
  assert.match(second.stderr, /5 of them by an earlier run/);
});

test('the output directory holds an example, the markdown of both sides and the layout of every pair, and no scratch', async () => {
  await using place = await openPlace();
  await place.run(['--output-dir', 'out'], csvOf(await makePairs(place.dir, 2)));
  const out = join(place.dir, 'out');
  for (const path of [
    'training_data/p1.json',
    'paper_parsed/p1/p1.md',
    'poster_parsed/p1/p1.md',
    'poster_layouts/p1_layout.json',
    'figure_matches/p2.json',
  ]) {
    assert.ok(existsSync(join(out, path)), path);
  }
  assert.deepEqual(
    readdirSync(out).filter((name) => name.startsWith('.')),
    [],
  );
});

test('processing_status.csv says what became of each pair, once, and run.json how it was made, without the key', async () => {
  await using place = await openPlace();
  const rows = await makePairs(place.dir, 2);
  const csv = csvOf([...rows, 'x,T,A,none.png,pairs/1.pdf']);
  await place.run(['--output-dir', 'out', '--api-key', 'test-key'], csv);
  await place.run(['--output-dir', 'out', '--api-key', 'test-key'], csv);
  const status = readFileSync(join(place.dir, 'out', 'processing_status.csv'), 'utf8')
    .trim()
    .split('\n');
  assert.deepEqual(
    status.map((line) => line.split(',').slice(0, 2).join(' ')),
    ['paper_id status', 'p1 done', 'p2 done', 'x failed'],
  );
  const text = readFileSync(join(place.dir, 'out', 'run.json'), 'utf8');
  const { options, totals } = JSON.parse(text);
  assert.equal(options.engine, 'claude');
  assert.equal(totals.recalled, 2);
  assert.doesNotMatch(text, /test-key/);
});

test('--export-only streams the stored examples again, as lines or as one array, in other shapes too', async () => {
  await using place = await openPlace();
  const first = await place.run(['--output-dir', 'out'], csvOf(await makePairs(place.dir, 3)));
  const lines = await place.run(['--export-only', '--output-dir', 'out']);
  assert.ok(lines.stdout === first.stdout);
  const array = await place.run(['--export-only', '--output-dir', 'out', '--export-format', 'json']);
  assert.deepEqual(JSON.parse(array.stdout), recordsOf(first.stdout));
  const messages = await place.run(['--export-only', '--output-dir', 'out', '--format', 'messages']);
  assert.equal(JSON.parse(messages.stdout.split('\n')[0] ?? '').messages.at(-1).role, 'assistant');
  const nothing = await place.run(['--export-only', '--output-dir', 'nowhere']);
  assert.equal(nothing.status, 2);
  assert.match(nothing.stderr, /There is no nowhere/);
});

test('--start, --limit and --shard choose rows, and the shards together are all of them', async () => {
  await using place = await openPlace();
  const csv = csvOf(await makePairs(place.dir, 10));
  const titles = async (...args: string[]) => {
    const { stdout, status } = await place.run(args, csv);
    assert.equal(status, 0);
    return recordsOf(stdout).map(({ instruction }) => Number(/Title: Title (\d+)/.exec(instruction)?.[1]));
  };
  assert.deepEqual(await titles('--start', '3', '--limit', '4'), [4, 5, 6, 7]);
  assert.deepEqual(await titles('--limit', '0'), []);
  const shards = [await titles('--shard', '0/3'), await titles('--shard', '1/3'), await titles('--shard', '2/3')];
  assert.deepEqual(
    shards.flat().sort((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  );
});

test('--unordered lets rows that are ready overtake; without it they wait for their turn', async () => {
  await using place = await openPlace({ latencyMs: 600 });
  const rows = await makePairs(place.dir, 3);
  await place.run(['--output-dir', 'out'], csvOf(rows.slice(1)));
  const titles = async (...args: string[]) => {
    const { stdout } = await place.run(['--output-dir', 'out', '--no-cache', ...args], csvOf(rows));
    rmSync(join(place.dir, 'out', 'training_data', 'p1.json'));
    return recordsOf(stdout).map(({ instruction }) => /Title: (.*)/.exec(instruction)?.[1]);
  };
  assert.deepEqual(await titles(), ['Title 1', 'Title 2', 'Title 3']);
  assert.deepEqual(await titles('--unordered'), ['Title 2', 'Title 3', 'Title 1']);
});

test('an option is said by flag, else by variable, else by poster-stream.config.json; what none of them knows is refused', async () => {
  await using place = await openPlace();
  const csv = csvOf(await makePairs(place.dir, 4));
  const rowsWith = async (args: string[], variables: Record<string, string> = {}) => {
    const { stdout, stderr, status } = await place.run(args, csv, variables);
    return status === 0 ? recordsOf(stdout).length : stderr;
  };
  assert.equal(await rowsWith([]), 4);
  writeFileSync(join(place.dir, 'poster-stream.config.json'), '{ "limit": 3 }');
  assert.equal(await rowsWith([]), 3);
  assert.equal(await rowsWith([], { POSTER_STREAM_LIMIT: '2' }), 2);
  assert.equal(await rowsWith(['--limit', '1'], { POSTER_STREAM_LIMIT: '2' }), 1);
  assert.match(String(await rowsWith([], { POSTER_STREAM_LIMITS: '2' })), /no option .* POSTER_STREAM_LIMITS/);
  writeFileSync(join(place.dir, 'poster-stream.config.json'), '{ "limits": 3 }');
  assert.match(String(await rowsWith([])), /no option limits in poster-stream.config.json/);
});

test('with no rows on stdin, --dataset names a file of the data directory', async () => {
  await using place = await openPlace();
  writeFileSync(join(place.dir, 'validation.csv'), csvOf(await makePairs(place.dir, 2)));
  const { stdout } = await place.run(['--dataset', 'validation', '--data-dir', '.']);
  assert.equal(recordsOf(stdout).length, 2);
  const missing = await place.run(['--dataset', 'test']);
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /There is no test.csv/);
});

test('--json-summary tells counts, tokens and dollars', async () => {
  await using place = await openPlace();
  const rows = await makePairs(place.dir, 3);
  await place.run(['--json-summary', 'summary.json'], csvOf([...rows, 'p9,,,pairs/none.png,pairs/1.pdf']));
  const summary = JSON.parse(readFileSync(join(place.dir, 'summary.json'), 'utf8'));
  assert.equal(summary.done, 3);
  assert.equal(summary.failed, 1);
  assert.deepEqual(summary.failures, { 'not-found': 1 });
  assert.equal(summary.success_rate, 0.75);
  assert.ok(summary.usage.input_tokens > 0 && summary.cost_usd > 0 && summary.bytes_written > 0);
});

test('what does not fit is refused with exit 2, with what is allowed, and nothing on stdout', async () => {
  await using place = await openPlace();
  const refused = async (args: string[], expected: RegExp) => {
    const { status, stdout, stderr } = await place.run(args, csvOf([]));
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, expected);
  };
  await refused(['--threads', 'many'], /--threads: expected a whole number, not "many"/);
  await refused(['--limit', '-1'], /--limit: expected 0 or more, not "-1"/);
  await refused(['--shard', 'half'], /--shard: expected I\/N, as in 0\/4, not "half"/);
  await refused(['--engine', 'gpt'], /--engine: expected claude, openai, local, extractive, not "gpt"/);
  await refused(['--treads', '2'], /unknown option '--treads'\s+\(Did you mean --threads\?\)/);
  await refused(['nowhere.csv'], /There is no nowhere.csv/);
});

test('help and version go to stdout with exit 0', async () => {
  await using place = await openPlace();
  const help = await place.run(['--help']);
  assert.equal(help.status, 0);
  for (const word of ['--engine', '--output-dir', 'parse', 'transcribe', 'Examples:', 'POSTER_STREAM_', 'Exit status'])
    assert.ok(help.stdout.includes(word), word);
  assert.match((await place.run(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
});
