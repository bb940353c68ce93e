import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { type TinyPage, tinyPdf } from '../fixtures/tiny-pdf.ts';
import { openPlace } from '../helpers/binary.ts';

/** A page that says its name in running text. */
const page = (name: string, side: number): TinyPage => ({
  width: side,
  height: side,
  content: [`BT /F1 ${side / 20} Tf 40 ${side * 0.9} Td (The ${name} Page) Tj ET`]
    .concat(
      Array.from(
        { length: 8 },
        (_, line) =>
          `BT /F1 ${side / 50} Tf 40 ${side * (0.8 - line * 0.03)} Td (line ${line} of running text on this page) Tj ET`,
      ),
    )
    .join('\n'),
  resources: '/Font << /F1 3 0 R >>',
});

test('of a PDF with several pages the first that is larger than A3 is read, unless another is asked for', async () => {
  await using place = await openPlace();
  await writeFile(
    join(place.dir, 'talk.pdf'),
    tinyPdf([page('Cover', 600), page('Poster', 2400), page('Annex', 2400)]),
  );
  await writeFile(join(place.dir, 'notes.pdf'), tinyPdf([page('First', 600), page('Second', 600)]));
  const read = (...args: string[]) => place.run(['transcribe', '--engine', 'local', ...args]);
  assert.match((await read('talk.pdf')).stdout, /^# The Poster Page/);
  assert.match((await read('notes.pdf')).stdout, /^# The First Page/);
  assert.match((await read('talk.pdf', '--poster-page', '3')).stdout, /^# The Annex Page/);
  const beyond = await read('talk.pdf', 'notes.pdf', '--poster-page', '3');
  assert.equal(beyond.status, 1);
  assert.match(beyond.stderr, /^notes\.pdf: unreadable: The poster's PDF has 2 pages, and --poster-page asks for/);
});

test('an answer about one page of a PDF is none about another', async () => {
  await using place = await openPlace();
  await writeFile(join(place.dir, 'talk.pdf'), tinyPdf([page('Cover', 600), page('Poster', 2400)]));
  const said = await Promise.all(
    [['--poster-page', '1'], ['--poster-page', '2'], []].map((args) => place.run(['transcribe', 'talk.pdf', ...args])),
  );
  assert.equal(new Set(said.map(({ stdout }) => stdout)).size, 2);
});
