import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { BINARY, openPlace, type Place } from './binary.ts';
import { examplesOf, exported, keep } from './examples.ts';

/**
 * Runs the program where no file may grow beyond some kilobytes: the operating system then writes a part of what it is
 * given, and refuses the rest, as on a disk that is full.
 */
function runCramped({ dir }: Place, args: readonly string[], output: string | null = null) {
  const stdout = output === null ? null : openSync(join(dir, output), 'w');
  const command = ['-c', 'ulimit -f 32; exec "$0" "$@"', BINARY, ...args];
  const { status, stderr } = spawnSync('sh', command, {
    cwd: dir,
    encoding: 'utf8',
    stdio: ['ignore', stdout ?? 'pipe', 'pipe'],
  });
  if (stdout !== null) closeSync(stdout);
  return { status, stderr };
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
      const { status, stderr } = runCramped(place, args);
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
      const { status, stderr } = runCramped(place, args, 'stdout.jsonl');
      assert.equal(status, 2, `${args.join(' ')}: ${stderr}`);
      assert.match(stderr, /^poster-stream: The output cannot be written: EFBIG: file too large, write$/m);
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
