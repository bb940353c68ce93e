import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openPlace, tinyPdf, until } from '../helpers/binary.ts';

const SAMPLE = fileURLToPath(new URL('../../samples/pairs/reading-order/', import.meta.url));

test('a document may come and go through a pipe, which is called -', async () => {
  await using place = await openPlace();
  const { status, stdout, stderr } = await place.run(['parse', '-'], tinyPdf('words from afar'));
  assert.deepEqual([status, stdout.trim(), stderr], [0, 'words from afar', '']);
  assert.deepEqual(await place.run(['parse', '-', '-o', '-'], tinyPdf('words from afar')), { status, stdout, stderr });
  const empty = await place.run(['parse', '-'], '');
  assert.equal(empty.status, 1);
  assert.match(empty.stderr, /^-: unreadable: /);
  const records = await place.run(['validate', '-', '--for', 'trl'], '{}\n');
  assert.deepEqual(
    [records.status, records.stderr],
    [2, 'poster-stream: - is no file: store what a pipe brings first\n'],
  );
});

test('a folder in the place of a document is told to be one', async () => {
  await using place = await openPlace();
  for (const args of [['parse'], ['transcribe', '--engine', 'local']]) {
    const { status, stderr } = await place.run([...args, place.dir]);
    assert.equal(status, 1);
    assert.match(stderr, / is a directory: name a file in it/);
  }
});

test('an interrupted match says so in one line', async () => {
  await using place = await openPlace();
  const running = place.start(['match', join(SAMPLE, 'poster.pdf'), join(SAMPLE, 'paper.pdf')]);
  await until(() => readdirSync(place.dir).some((name) => name.startsWith('.poster-stream-')), running);
  running.child.kill('SIGINT');
  assert.deepEqual(await running.ended, { status: 130, stdout: '', stderr: 'poster-stream: Interrupted\n' });
});
