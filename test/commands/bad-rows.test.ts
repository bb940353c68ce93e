import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import type { Failure } from '../../src/model/item.ts';
import { csvOf, HEADER, makePairs, openPlace, recordsOf, tinyPdf } from '../helpers/binary.ts';

/** A PNG that says it has 30,000 × 30,000 pixels, and holds hardly any. */
function vastPng(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(30_000, 0);
  header.writeUInt32BE(30_000, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(Buffer.alloc(90_001));
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

const BAD = [
  { name: 'no paper_id', row: ',T,A,pairs/1.png,pairs/1.pdf', at: 'decode-rows', code: 'invalid-row' },
  { name: 'the same paper_id again', row: 'p1,T,A,pairs/1.png,pairs/1.pdf', at: 'select-rows', code: 'duplicate' },
  {
    name: 'a file that is not there',
    row: 'x3,T,A,pairs/none.png,pairs/1.pdf',
    at: 'resolve-files',
    code: 'not-found',
  },
  { name: 'a folder in place of a file', row: 'x4,T,A,pairs/1.png,pairs', at: 'resolve-files', code: 'unreadable' },
  { name: 'a path that leaves', row: 'x5,T,A,pairs/1.png,../outside.pdf', at: 'resolve-files', code: 'unsafe-path' },
  { name: 'a link that leaves', row: 'x6,T,A,pairs/1.png,link.pdf', at: 'resolve-files', code: 'unsafe-path' },
  { name: 'a web page named .pdf', row: 'x7,T,A,pairs/1.png,page.pdf', at: 'parse-paper', code: 'unreadable' },
  { name: 'an empty PDF', row: 'x8,T,A,pairs/1.png,empty.pdf', at: 'resolve-files', code: 'unreadable' },
  { name: 'a truncated PDF', row: 'x9,T,A,pairs/1.png,torn.pdf', at: 'parse-paper', code: 'unreadable' },
  { name: 'half a paper', row: 'x9b,T,A,pairs/1.png,half.pdf', at: 'parse-paper', code: 'unreadable' },
  { name: 'an empty picture', row: 'x10,T,A,empty.png,pairs/1.pdf', at: 'resolve-files', code: 'unreadable' },
  { name: 'a truncated picture', row: 'x11,T,A,torn.png,pairs/1.pdf', at: 'transcribe-poster', code: 'unreadable' },
  { name: '30,000 × 30,000 pixels', row: 'x12,T,A,vast.png,pairs/1.pdf', at: 'transcribe-poster', code: 'too-large' },
  { name: 'a broken quote', row: 'x13,"T,A,pairs/1.png,pairs/1.pdf', at: 'decode-rows', code: 'invalid-row' },
  { name: 'too few cells', row: 'x14,T', at: 'decode-rows', code: 'invalid-row' },
  { name: 'too many cells', row: 'x15,T,A,pairs/1.png,pairs/1.pdf,more', at: 'decode-rows', code: 'invalid-row' },
] as const;

test('every bad row is one line of --failures with its code, the others are unharmed, and the exit status is 1', async () => {
  await using place = await openPlace();
  const dir = join(place.dir, 'data');
  const rows = await makePairs(dir, 3);
  writeFileSync(join(place.dir, 'outside.pdf'), tinyPdf('outside'));
  symlinkSync('../outside.pdf', join(dir, 'link.pdf'));
  writeFileSync(join(dir, 'page.pdf'), '<!DOCTYPE html><html><body>Not found</body></html>');
  writeFileSync(join(dir, 'empty.pdf'), '');
  writeFileSync(join(dir, 'torn.pdf'), tinyPdf('torn').slice(0, 60));
  writeFileSync(join(dir, 'half.pdf'), tinyPdf('half').replace(/xref.*$/s, ''));
  writeFileSync(join(dir, 'empty.png'), '');
  writeFileSync(join(dir, 'torn.png'), readFileSync(join(dir, 'pairs', '1.png')).subarray(0, 50));
  writeFileSync(join(dir, 'vast.png'), vastPng());
  const [first = '', second = '', third = ''] = rows;
  // A quote that opens further down is what a broken one could swallow all rows up to.
  const others = [second, third.replace('Title 3', '"Title 3,\nof two lines"')];
  const csv = csvOf([first, ...BAD.map(({ row }) => row), ...others]);
  const { status, stdout, stderr } = await place.run(['--data-dir', 'data', '--failures', 'failures.jsonl'], csv);
  assert.equal(status, 1, stderr);
  assert.equal(recordsOf(stdout).length, 3);
  const lines = readFileSync(join(place.dir, 'failures.jsonl'), 'utf8').trim().split('\n');
  const failures: Failure[] = lines.map((line) => JSON.parse(line));
  assert.deepEqual(
    failures.map(({ row, stage, code }) => `${row} ${BAD[row - 2]?.name}: ${code} in ${stage}`),
    BAD.map(({ name, at, code }, n) => `${n + 2} ${name}: ${code} in ${at}`),
  );
  for (const failure of failures)
    assert.deepEqual(Object.keys(failure), ['paper_id', 'row', 'stage', 'code', 'message']);
});

test('a paper_id with slashes stays inside the output directory', async () => {
  await using place = await openPlace();
  await makePairs(place.dir, 1);
  const { status } = await place.run(
    ['--output-dir', 'deep/out'],
    csvOf(['../../escaped,T,A,pairs/1.png,pairs/1.pdf']),
  );
  assert.equal(status, 0);
  const again = await place.run(['--export-only', '--output-dir', 'deep/out', '--format', 'raw']);
  assert.equal(JSON.parse(again.stdout).paper_id, '../../escaped');
  assert.throws(() => readFileSync(join(place.dir, 'escaped.json')));
  assert.throws(() => readFileSync(join(place.dir, 'deep', 'escaped.json')));
});

test('an empty CSV and a header alone are no rows and no error', async () => {
  await using place = await openPlace();
  for (const input of ['', '\n\n', `${HEADER}\n`]) {
    const { status, stdout } = await place.run([], input);
    assert.deepEqual([status, stdout], [0, '']);
  }
});

test('binary noise on stdin could not be run: exit 2 and one clear line', async () => {
  await using place = await openPlace();
  const noise = Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7919) % 256));
  const { status, stdout, stderr } = await place.run(['--quiet'], noise);
  assert.deepEqual([status, stdout], [2, '']);
  assert.match(stderr, /^poster-stream: The input is no CSV with a header of paper_id[^\n]*\n$/);
});

test('--fail-fast ends at the first failed row, --max-failures after so many, and both say so', async () => {
  await using place = await openPlace();
  const rows = await makePairs(place.dir, 30);
  const csv = csvOf(['x,T,A,none.png,pairs/1.pdf', 'y,T,A,none.png,pairs/1.pdf', ...rows]);
  const fast = await place.run(['--fail-fast'], csv);
  assert.equal(fast.status, 1);
  assert.ok(recordsOf(fast.stdout).length < 30);
  assert.match(fast.stderr, /Ended early: 1 failed row \(--fail-fast\)/);
  const two = await place.run(['--max-failures', '2'], csv);
  assert.equal(recordsOf(two.stdout).length, 30);
  const one = await place.run(['--max-failures', '1'], csv);
  assert.ok(recordsOf(one.stdout).length < 30);
  assert.match(one.stderr, /Ended early: 2 failed rows \(--max-failures 1\)/);
});

test('an output directory that is a file, and an unwritable failures file, are told before any row is read', async () => {
  await using place = await openPlace();
  writeFileSync(join(place.dir, 'file'), '');
  const blocked = await place.run(['--output-dir', 'file'], csvOf(await makePairs(place.dir, 1)));
  assert.equal(blocked.status, 2);
  assert.match(blocked.stderr, /^poster-stream: The directory file cannot be made: [^\n]*\n$/);
  mkdirSync(join(place.dir, 'taken'));
  const { status, stderr } = await place.run(['--failures', 'taken'], csvOf(await makePairs(place.dir, 1)));
  assert.equal(status, 2);
  assert.match(stderr, /failures cannot be written to taken/);
});
