/** What comes from outside and is made to hurt, through the real program: pipes, names, pictures in disguise. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { csvOf, HEADER, makePairs, openPlace, recordsOf } from '../helpers/binary.ts';

const LOCAL = ['--engine', 'local', '--threads', '1', '--no-cache', '--no-figures'];

test('SIGTERM ends at once what waits for the writer of a pipe', async () => {
  await using place = await openPlace();
  execFileSync('mkfifo', [join(place.dir, 'rows')]);
  const running = place.start(['run', 'rows', ...LOCAL]);
  await sleep(3000);
  assert.equal(running.child.exitCode, null);
  const sent = performance.now();
  running.child.kill('SIGTERM');
  assert.equal((await running.ended).status, 143);
  assert.ok(performance.now() - sent < 5000);
});

test('rows come by a named pipe whenever its writer does', async () => {
  await using place = await openPlace();
  const fifo = join(place.dir, 'rows');
  execFileSync('mkfifo', [fifo]);
  const running = place.start(['run', 'rows', '--dry-run', '--threads', '1']);
  await sleep(1000);
  createWriteStream(fifo).end(csvOf(await makePairs(place.dir, 1)));
  const { status, stderr } = await running.ended;
  assert.equal(status, 0, stderr);
});

test('a paper that is a pipe or a device is no file', async () => {
  await using place = await openPlace();
  execFileSync('mkfifo', [join(place.dir, 'paper.pdf')]);
  const { status, stderr } = await place.run(['parse', '--threads', '1', 'paper.pdf', '/dev/zero']);
  assert.equal(status, 1);
  assert.match(stderr, /paper\.pdf: unreadable: .*is no file.*\n.*zero: unreadable/);
});

test('whether a file outside the data directory is there is not told', async () => {
  await using place = await openPlace();
  const data = join(place.dir, 'data');
  await mkdir(data);
  await writeFile(join(place.dir, 'there.pdf'), 'x');
  await symlink(place.dir, join(data, 'folder'));
  await symlink(join(place.dir, 'gone.pdf'), join(data, 'dangling.pdf'));
  const [pair] = await makePairs(data, 1);
  const names = ['../there.pdf', '../gone.pdf', 'folder/there.pdf', 'folder/gone.pdf', 'dangling.pdf', '/gone/x.pdf'];
  const rows = names.map((name, n) => `${n},t,a,${pair?.split(',')[3]},${name}`);
  const { stderr } = await place.run(
    ['run', '-', '--data-dir', 'data', ...LOCAL],
    csvOf([...rows, `in,t,a,x.png,y.pdf`]),
  );
  const codes = [...stderr.matchAll(/^row \d+ \((\w+)\): ([a-z-]+) in/gm)].map(([, id, code]) => `${id} ${code}`);
  assert.deepEqual(codes, [...names.map((_, n) => `${n} unsafe-path`), 'in not-found']);
});

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><rect width="9" height="9"/></svg>';

for (const engine of ['claude', 'local'])
  test(`an SVG under the name of a PNG is refused by ${engine}, and its neighbour is read`, async () => {
    await using place = await openPlace();
    const rows = await makePairs(place.dir, 2);
    await writeFile(join(place.dir, 'pairs', '1.png'), SVG);
    const options = ['run', '-', '--engine', engine, '--threads', '1', '--no-cache'];
    const { stdout, stderr } = await place.run(options, csvOf(rows));
    assert.match(stderr, /row 1 \(p1\): unreadable in/);
    assert.equal(recordsOf(stdout).length, 1, stderr);
  });

test('a picture that a library fails on costs one line', async () => {
  await using place = await openPlace();
  const rows = await makePairs(place.dir, 1);
  const head = Buffer.from('89504e470d0a1a0a0000000d494844520000003c00000028080200000000000000', 'hex');
  await writeFile(join(place.dir, 'pairs', '1.png'), Buffer.concat([head, Buffer.from('IDATrubbish')]));
  const { stderr } = await place.run(['run', '-', ...LOCAL], csvOf(rows));
  assert.equal(stderr.split('\n').filter((line) => line.startsWith('row 1')).length, 1);
  assert.equal(
    stderr
      .trim()
      .split('\n')
      .filter((line) => !/^(row 1|\d+ done|\d+ failed)/.test(line)).length,
    0,
    stderr,
  );
});

/** Moves the cursor, retitles the window, turns the direction, forges a line, hides. */
const HOSTILE = '\u001b[2J\u001b]0;owned\u0007\u009b1m\u202egpj\u2066\u200b\u0000\r\nrow 9 (forged): done'.replace(
  '\u0000',
  '',
);
const RAW = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

test('no text from outside reaches the terminal raw', async () => {
  await using place = await openPlace();
  const quoted = `"${HOSTILE}"`;
  await writeFile(join(place.dir, 'rows.csv'), `${HEADER}\n${quoted},t,a,${quoted},${quoted}\n`);
  await writeFile(join(place.dir, 'header.csv'), `${HOSTILE},b\n1,2\n`);
  await writeFile(join(place.dir, `${HOSTILE.replaceAll('/', '')}.jsonl`), '{broken\n');
  await writeFile(join(place.dir, 'hostile.json'), JSON.stringify({ [HOSTILE]: 1 }));
  const commands: string[][] = [
    ['run', 'rows.csv', ...LOCAL],
    ['run', 'header.csv', ...LOCAL],
    ['run', HOSTILE],
    ['parse', HOSTILE],
    ['transcribe', '--engine', 'local', HOSTILE],
    ['match', HOSTILE, HOSTILE],
    ['merge', `${HOSTILE}.jsonl`],
    ['validate', HOSTILE, '--for', 'trl'],
    ['config', '--config', 'hostile.json'],
    [HOSTILE],
    ['run', `--${HOSTILE}`],
  ];
  for (const args of commands) {
    const { stdout, stderr } = await place.run(args, '');
    for (const line of `${stderr}${stdout}`.split('\n')) {
      assert.doesNotMatch(line, RAW, JSON.stringify({ args, line }));
      assert.doesNotMatch(line, /^row 9/, JSON.stringify({ args, line }));
    }
    assert.notEqual(stderr, '', args.join(' '));
  }
});
