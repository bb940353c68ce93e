/** Papers that are damaged, locked or made to hurt, among sound ones, through the real program. */
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Failure } from '../../src/model/item.ts';
import type { ParsedDocument } from '../../src/model/schemas.ts';
import { streamObject, textAt, tinyPdf } from '../fixtures/tiny-pdf.ts';
import { csvOf, makePairs, openPlace, recordsOf } from '../helpers/binary.ts';

const SENTENCE = 'Running text that says what running text says, line after line of it, to the end.';
const PROSE = Array.from({ length: 8 }, (_, i) => textAt(72, 300 - 12 * i, SENTENCE)).join('');
const STROKES = Array.from({ length: 250_000 }, (_, i) => `${100 + (i % 400)} ${400 + ((i * 7) % 300)} m 9 9 l S`);
const sound = tinyPdf([{ content: PROSE }]);
const fixture = (name: string) => readFileSync(fileURLToPath(new URL(`../fixtures/pdf/${name}`, import.meta.url)));

/** `null`: the paper is read. */
const PAPERS: readonly (readonly [name: string, pdf: Buffer, code: string | null])[] = [
  ['sound', sound, null],
  ['locked', fixture('user-password.pdf'), 'encrypted'],
  ['locked-against-changes', fixture('owner-password.pdf'), null],
  ['half', sound.subarray(0, sound.length / 2), 'unreadable'],
  ['references-elsewhere', Buffer.from(sound.toString('latin1').replace(/startxref\n\d+/, 'startxref\n7')), null],
  ['no-pages', tinyPdf([]), 'unreadable'],
  ['vast', tinyPdf([{ content: PROSE, width: 1e6, height: 1e6 }]), 'too-large'],
  ['strokes', tinyPdf([{ content: `${STROKES.join('\n')}\n${PROSE}` }]), null],
  ['many-pages', tinyPdf(Array.from({ length: 2001 }, () => ({ content: '' }))), 'too-large'],
  ['script', tinyPdf([{ content: PROSE }], { catalog: '/OpenAction << /S /JavaScript /JS (while \\(1\\);) >>' }), null],
  [
    'attachment',
    tinyPdf([{ content: PROSE }], {
      catalog: '/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>',
      objects: ['<< /Type /Filespec /F (a) /EF << /F 7 0 R >> >>', streamObject('attached', '/Type /EmbeddedFile')],
    }),
    null,
  ],
  ['no-font', tinyPdf([{ content: PROSE.replaceAll('/F1', '/F9') }]), null],
  ['sound-at-the-end', sound, null],
];

async function placed() {
  const place = await openPlace();
  await mkdir(join(place.dir, 'papers'));
  for (const [name, pdf] of PAPERS) await writeFile(join(place.dir, 'papers', `${name}.pdf`), pdf);
  return place;
}

const READ = PAPERS.filter(([, , code]) => code === null).map(([name]) => name);
const REFUSED = PAPERS.flatMap(([name, , code]) => (code === null ? [] : [`${name} ${code}`]));

test('parse reads what can be read, names the others with their codes, and notes damage', async () => {
  await using place = await placed();
  const paths = PAPERS.map(([name]) => `papers/${name}.pdf`);
  const { status, stdout, stderr } = await place.run(['parse', '--threads', '1', '--json', ...paths]);
  assert.equal(status, 1, stderr);
  const documents: ParsedDocument[] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    documents.map(({ doc_id }) => doc_id),
    READ,
  );
  for (const { doc_id, metadata, markdown_content } of documents) {
    assert.equal(metadata.damaged, doc_id === 'references-elsewhere', doc_id);
    assert.doesNotMatch(markdown_content, /attached/);
    if (doc_id !== 'locked-against-changes') assert.ok(markdown_content.includes(SENTENCE), doc_id);
  }
  const refused = stderr
    .split('\n')
    .flatMap((line) => /^papers\/(\S+)\.pdf: ([a-z-]+):/.exec(line)?.slice(1, 3).join(' ') ?? []);
  assert.deepEqual(refused, REFUSED);
});

test('a run goes on after each bad paper', async () => {
  await using place = await placed();
  await makePairs(place.dir, 1);
  const rows = PAPERS.map(([name], n) => {
    copyFileSync(join(place.dir, 'pairs', '1.png'), join(place.dir, 'papers', `${name}.png`));
    return `${name},Title ${n},Abstract ${n},papers/${name}.png,papers/${name}.pdf`;
  });
  const options = ['--data-dir', '.', '--threads', '1', '--failures', 'failures.jsonl'];
  const { status, stdout, stderr } = await place.run(options, csvOf(rows));
  assert.equal(status, 1, stderr);
  assert.equal(recordsOf(stdout).length, READ.length);
  const failures: Failure[] = readFileSync(join(place.dir, 'failures.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    failures.map(({ paper_id, code }) => `${paper_id} ${code}`),
    REFUSED,
  );
});
