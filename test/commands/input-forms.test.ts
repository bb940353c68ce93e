import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { csvOf, HEADER, makePairs, openPlace, recordsOf } from '../helpers/binary.ts';

test('tabs, semicolons, capitals, another order, a byte order mark and Windows line ends change nothing', async () => {
  await using place = await openPlace();
  const rows = await makePairs(place.dir, 2);
  const plain = await place.run([], csvOf(rows));
  assert.equal(recordsOf(plain.stdout).length, 2);
  const turned = [HEADER, ...rows].map((line) => line.split(',').reverse().join(',')).join('\n');
  const forms = {
    tabs: csvOf(rows).replaceAll(',', '\t'),
    semicolons: csvOf(rows).replaceAll(',', ';'),
    capitals: csvOf(rows).replace(HEADER, ' Paper_ID,Title,Abstract,Local_Image_Path,Local_PDF_Path '),
    turned,
    windows: `\uFEFF${csvOf(rows).replaceAll('\n', '\r\n')}`,
  };
  for (const [name, text] of Object.entries(forms)) {
    const { status, stdout, stderr } = await place.run([], text);
    assert.equal(status, 0, `${name}: ${stderr}`);
    assert.equal(stdout, plain.stdout, name);
  }
});

test('a header without the columns that count is shown, in one line', async () => {
  await using place = await openPlace();
  const { status, stdout, stderr } = await place.run([], 'paper_id,poster,paper\na,b.png,c.pdf\n');
  assert.deepEqual([status, stdout], [2, '']);
  assert.match(
    stderr,
    /^[^\n]*: local_image_path, local_pdf_path missing in its first line[^\n]*paper_id,poster,paper\n$/,
  );
});

test('a row that is not UTF-8 fails alone and says how to convert; U+FFFD itself is a character like others', async () => {
  await using place = await openPlace();
  const [first = '', second = '', third = ''] = await makePairs(place.dir, 3);
  const bytes = (text: string) => Buffer.from(`${text}\n`, 'latin1');
  const spoilt = Buffer.from(`${third.replace('Title 3', 'Title \uFFFD')}\n`);
  const latin = Buffer.concat([bytes(HEADER), bytes(first), bytes(second.replace('Title 2', 'Über Títles'))]);
  const mixed = await place.run([], latin);
  assert.equal(mixed.status, 1);
  assert.equal(recordsOf(mixed.stdout).length, 1);
  assert.match(mixed.stderr, /row 2 \(p2\): invalid-row in decode-rows: title is not UTF-8; .*iconv/);
  const kept = await place.run([], Buffer.concat([bytes(HEADER), spoilt]));
  assert.match(recordsOf(kept.stdout)[0]?.instruction ?? '', /Title: Title \uFFFD/);
});

test('an address in place of a path is told to be one', async () => {
  await using place = await openPlace();
  const [row = ''] = await makePairs(place.dir, 1);
  const { status, stderr } = await place.run([], csvOf([row.replace('pairs/1.pdf', 'https://example.org/1.pdf')]));
  assert.equal(status, 1);
  assert.match(stderr, /not-found in resolve-files: https:\/\/example\.org\/1\.pdf is an address: download it/);
});

test('where no row finds its files, the end says where paths start', async () => {
  await using place = await openPlace();
  const rows = await makePairs(join(place.dir, 'data'), 2);
  const lost = await place.run([], csvOf(rows));
  assert.match(lost.stderr, /2 failed: 2 not-found\nRelative paths start at --data-dir/);
  const one = await place.run(['--data-dir', 'data'], csvOf([...rows, 'x,T,A,none.png,none.pdf']));
  assert.doesNotMatch(one.stderr, /Relative paths/);
});

test('folders with spaces and other scripts, absolute paths and links inside the data directory are read', async () => {
  await using place = await openPlace();
  const dir = join(place.dir, 'my data', 'Öl 漢');
  mkdirSync(dir, { recursive: true });
  const [row = ''] = await makePairs(dir, 1);
  await rename(join(dir, 'pairs', '1.pdf'), join(dir, 'pairs', 'a paper.pdf'));
  symlinkSync('pairs/a paper.pdf', join(dir, 'link.pdf'));
  const named = ['pairs/a paper.pdf', 'link.pdf', join(dir, 'pairs', 'a paper.pdf'), './pairs/../link.pdf'];
  const rows = named.map((path, n) => row.replace('p1', `p${n}`).replace('pairs/1.pdf', path));
  const { status, stdout, stderr } = await place.run(['--data-dir', dir], csvOf(rows));
  assert.equal(status, 0, stderr);
  assert.equal(recordsOf(stdout).length, 4);
});
