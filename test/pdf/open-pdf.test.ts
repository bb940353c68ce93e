import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openPdf } from '../../src/pdf/open-pdf.ts';
import { miniPdf } from '../helpers/mini-pdf.ts';
import { pdfFile } from '../helpers/pdf-file.ts';

const LIMITS = { maxPages: 3 };
const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/pdf/${name}`, import.meta.url));
const hello = { texts: [{ x: 72, y: 100, text: 'Hello world', size: 12 }] };

async function refusal(bytes: Uint8Array, code: string) {
  await using file = await pdfFile(bytes);
  await assert.rejects(
    async () => {
      await using pdf = await openPdf(file.path, LIMITS);
      for (let number = 1; number <= pdf.pageCount; number++) (await pdf.page(number))[Symbol.dispose]();
    },
    { name: 'RowError', code },
  );
}

test('a run stands where the page shows it, in points from the top left', async () => {
  await using file = await pdfFile(miniPdf([hello]));
  await using pdf = await openPdf(file.path, LIMITS);
  using page = await pdf.page(1);
  const [first, second] = page.runs;
  assert.deepEqual([page.width, page.height], [612, 792]);
  assert.ok(first && second);
  assert.deepEqual(
    [first.text, first.x, Math.round(first.baseline), first.size, first.angle],
    ['Hello', 72, 100, 12, 0],
  );
  assert.ok(second.x > first.x + first.width, 'the space keeps the words apart');
});

test('a turned page is read as it is shown', async () => {
  await using file = await pdfFile(miniPdf([{ ...hello, rotate: 90 }]));
  await using pdf = await openPdf(file.path, LIMITS);
  using page = await pdf.page(1);
  assert.deepEqual([page.width, page.height], [792, 612]);
  assert.equal(page.runs[0]?.angle, -90, 'level text on a page turned clockwise reads downwards');
});

test('what lies outside the crop box has no influence on positions inside it', async () => {
  await using file = await pdfFile(miniPdf([{ ...hello, extra: '/CropBox[50 100 562 752]' }]));
  await using pdf = await openPdf(file.path, LIMITS);
  using page = await pdf.page(1);
  assert.deepEqual([page.width, page.height], [512, 652]);
  assert.deepEqual([page.runs[0]?.x, Math.round(page.runs[0]?.baseline ?? 0)], [22, 60]);
});

test('a missing file is not-found', async () => {
  await assert.rejects(openPdf('/nowhere/paper.pdf', LIMITS), { name: 'RowError', code: 'not-found' });
});

test('what is no PDF is unreadable', () => refusal(Buffer.from('<html>Not found</html>'), 'unreadable'));

test('an empty file is unreadable', () => refusal(Buffer.alloc(0), 'unreadable'));

test('a PDF without pages is unreadable', () => refusal(miniPdf([]), 'unreadable'));

test('more pages than the limit are too-large', () => refusal(miniPdf([hello, hello, hello, hello]), 'too-large'));

test('a page of absurd size is too-large', () =>
  refusal(miniPdf([{ ...hello, width: 1e6, height: 1e6 }]), 'too-large'));

test('a PDF that asks for a password is encrypted', async () => {
  await assert.rejects(openPdf(fixture('user-password.pdf'), LIMITS), { name: 'RowError', code: 'encrypted' });
});

test('a PDF that is locked only against changes is read', async () => {
  await using pdf = await openPdf(fixture('owner-password.pdf'), LIMITS);
  using page = await pdf.page(1);
  assert.equal(page.runs[0]?.text, 'A');
});

test('a PDF whose cross-reference table is elsewhere is read, and said to be damaged', async () => {
  const moved = miniPdf([hello])
    .toString('latin1')
    .replace(/startxref\n\d+/, 'startxref\n7');
  await using file = await pdfFile(Buffer.from(moved, 'latin1'));
  await using pdf = await openPdf(file.path, LIMITS);
  using page = await pdf.page(1);
  assert.equal(page.runs.map((run) => run.text).join(' '), 'Hello world');
  assert.equal(pdf.damaged, true);
});

test('a PDF whose cross-references point elsewhere is read, and said to be damaged', async () => {
  const shifted = miniPdf([hello])
    .toString('latin1')
    .replace(/(\d{9})\d( 00000 n)/g, '$19$2');
  await using file = await pdfFile(Buffer.from(shifted, 'latin1'));
  await using pdf = await openPdf(file.path, LIMITS);
  using page = await pdf.page(1);
  assert.equal(page.runs.map((run) => run.text).join(' '), 'Hello world');
  assert.equal(pdf.damaged, true);
});

test('a PDF cut off before its trailer is unreadable', () => refusal(miniPdf([hello]).subarray(0, 300), 'unreadable'));

test('a whole PDF is not said to be damaged', async () => {
  await using file = await pdfFile(miniPdf([hello]));
  await using pdf = await openPdf(file.path, LIMITS);
  assert.equal(pdf.damaged, false);
});
