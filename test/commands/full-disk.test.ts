import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { BINARY, csvOf, makePairs, openPlace, type Place, tinyPdf } from '../helpers/binary.ts';
import { examplesOf, exported, keep } from '../helpers/examples.ts';

/**
 * Runs the program where no file may grow beyond some kilobytes: the operating system then writes a part of what it is
 * given, and refuses the rest, as on a disk that is full.
 */
async function runCramped({ dir }: Place, args: readonly string[], output: string | null = null) {
  const stdout = output === null ? null : openSync(join(dir, output), 'w');
  const command = ['-c', 'ulimit -f 32; exec "$0" "$@"', BINARY, ...args];
  const child = spawn('sh', command, { cwd: dir, stdio: ['ignore', stdout ?? 'ignore', 'pipe'] });
  const [[status], said] = await Promise.all([once(child, 'close'), text(child.stderr ?? Readable.from([]))]);
  if (stdout !== null) closeSync(stdout);
  return { status, stderr: said };
}

/** Stored examples and their records, larger together than a file may be here. */
function fill({ dir }: Place): void {
  const examples = examplesOf(30);
  keep(dir, examples);
  writeFileSync(join(dir, 'all.jsonl'), exported(examples, 'raw'));
}

const filesIn = ({ dir }: Place): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => /partial|^result/.test(name))
    .sort();

describe('a disk that is full', () => {
  it('is told with exit 2 and leaves no file that looks whole, however records are written', async () => {
    await using place = await openPlace();
    fill(place);
    mkdirSync(join(place.dir, 'folder'));
    for (const [args, named] of [
      [['export', 'out', '--format', 'raw', '-o', 'result.jsonl'], 'result.jsonl'],
      [['export', 'out', '--format', 'raw', '--export-format', 'json', '-o', 'result.json'], 'result.json'],
      [['export', 'out', '--format', 'raw', '-o', 'folder/'], 'folder'],
      [['split', 'all.jsonl', '-o', 'folder'], 'folder'],
      [['merge', 'all.jsonl', '-o', 'result.jsonl'], 'result.jsonl'],
    ] as const) {
      const { status, stderr } = await runCramped(place, args);
      assert.equal(status, 2, `${args.join(' ')}: ${stderr}`);
      assert.match(
        stderr,
        new RegExp(`^poster-stream: ${named} cannot be written: EFBIG: file too large, write$`, 'm'),
      );
      assert.deepEqual([filesIn(place), readdirSync(join(place.dir, 'folder'))], [[], []], args.join(' '));
    }
  });

  it('is told with exit 2 when it is the standard output that is full', async () => {
    await using place = await openPlace();
    fill(place);
    for (const args of [
      ['export', 'out', '--format', 'raw'],
      ['merge', 'all.jsonl'],
      ['--export-only', '--output-dir', 'out'],
    ]) {
      const { status, stderr } = await runCramped(place, args, 'stdout.jsonl');
      assert.equal(status, 2, `${args.join(' ')}: ${stderr}`);
      assert.match(stderr, /^poster-stream: The output cannot be written: EFBIG: file too large, write$/m);
    }
  });
});

describe('a file beside the records', () => {
  it('that cannot be written is told in one line, with exit 2', async () => {
    await using place = await openPlace();
    writeFileSync(join(place.dir, 'file'), '');
    const csv = csvOf(['a,T,A,none.png,none.pdf']);
    for (const [args, told] of [
      [
        ['--failures', '/dev/full'],
        'The failures cannot be written to /dev/full: ENOSPC: no space left on device, write',
      ],
      [['--json-summary', '/dev/full'], '/dev/full cannot be written: ENOSPC: no space left on device, write'],
      [['--json-summary', '.'], '. cannot be written: EISDIR'],
      [['--json-summary', 'file/run.json'], 'The directory file cannot be made: EEXIST'],
    ] as const) {
      const { status, stderr } = await place.run(args, csv);
      assert.equal(status, 2, stderr);
      const [last = ''] = stderr.split('\n').slice(-2);
      assert.ok(last.startsWith(`poster-stream: ${told}`), stderr);
    }
  });
});

describe('a result that is to replace what is no file', () => {
  it('is refused: a rename would put a file in the place of /dev/null', async () => {
    await using place = await openPlace();
    fill(place);
    for (const args of [
      ['export', 'out'],
      ['export', 'out', '--export-format', 'parquet'],
      ['merge', 'all.jsonl'],
    ]) {
      const { status, stderr } = await place.run([...args, '-o', '/dev/null']);
      assert.equal(status, 2);
      assert.match(
        stderr,
        /^poster-stream: \/dev\/null is no file: leave out -o, and send the standard output there\n$/,
      );
    }
  });
});

describe('a reader who leaves at once', () => {
  it('ends every verb quietly with exit 0', async () => {
    await using place = await openPlace();
    fill(place);
    for (const args of [['--help'], ['validate', 'all.jsonl', '--for', 'openai'], ['merge', 'all.jsonl', '--quiet']]) {
      const { child, ended } = place.start(args);
      child.stdout?.destroy();
      const { status, stderr } = await ended;
      assert.deepEqual([args[0], status, stderr], [args[0], 0, '']);
    }
  });
});

describe('an output directory', () => {
  it('that is full ends the run with exit 2: the next row would have to be paid for first', async () => {
    await using place = await openPlace();
    const rows = await makePairs(place.dir, 2);
    // Larger than a file may be here.
    writeFileSync(join(place.dir, 'pairs', '1.pdf'), tinyPdf('word ', { times: 5_000 }));
    writeFileSync(join(place.dir, 'rows.csv'), csvOf(rows));
    const args = ['rows.csv', '--output-dir', 'kept', '--concurrency', '1', '--no-figures', '--match-method', 'off'];
    const { status, stderr } = await runCramped(place, [
      ...args,
      '--no-cache',
      '--api-key',
      'test-key',
      '--base-url',
      place.server.url,
    ]);
    assert.equal(status, 2, stderr);
    assert.match(
      stderr,
      /^poster-stream: kept \(--output-dir\) cannot be written: EFBIG[^\n]* What was finished is kept: make room/m,
    );
  });

  it('that cannot be made is told in one line', async () => {
    await using place = await openPlace();
    writeFileSync(join(place.dir, 'file'), '');
    for (const args of [
      ['--output-dir', 'file/out'],
      ['export', 'out', '-o', 'file/out/'],
      ['split', 'all.jsonl', '-o', 'file/out'],
    ]) {
      fill(place);
      const { status, stderr } = await place.run(args, csvOf(await makePairs(place.dir, 1)));
      assert.equal(status, 2, stderr);
      assert.match(stderr, /^(?:poster-stream: )?The directory file\/out\/? cannot be made: ENOTDIR/m);
    }
  });
});
