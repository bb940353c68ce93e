import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { parsePaper } from '../../src/paper/parse-paper.ts';
import { openPdf } from '../../src/pdf/open-pdf.ts';
import { isCutOff, restoreCutOff } from '../../src/pdf/restore-cut-off.ts';
import { streamObject, textAt, tinyPdf } from '../fixtures/tiny-pdf.ts';
import { PARSE_OPTIONS } from '../helpers/parse-options.ts';
import { pdfFile } from '../helpers/pdf-file.ts';

const whole = tinyPdf(['One', 'Two', 'Three'].map((word) => ({ content: textAt(72, 700, `${word} is here`) })));
const upTo = (text: string) => whole.subarray(0, whole.indexOf(text));

async function wordsOf(pdf: Uint8Array): Promise<string[]> {
  await using file = await pdfFile(pdf);
  await using opened = await openPdf(file.path, { maxPages: 9 });
  assert.ok(opened.damaged && opened.cutOff);
  const words: string[] = [];
  for (let number = 1; number <= opened.pageCount; number++) {
    using page = await opened.page(number);
    words.push(page.runs.map((run) => run.text).join(' '));
  }
  return words;
}

test('a file without its end gives the pages that are there in whole, and no others', async () => {
  assert.deepEqual(await wordsOf(upTo('xref')), ['One is here', 'Two is here', 'Three is here']);
  assert.deepEqual(await wordsOf(upTo('(Three')), ['One is here', 'Two is here']);
  assert.deepEqual(await wordsOf(upTo('(Two')), ['One is here']);
});

test('objects that were packed into a stream are found in it', async () => {
  const page = '<< /Type /Page /Parent 2 0 R /Contents 6 0 R >>';
  const node = '<< /Type /Pages /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> >>';
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
  const index = `4 0 2 ${page.length + 1} 3 ${page.length + node.length + 2} `;
  const packed = deflateSync(`${index}${page} ${node} ${font}`).toString('latin1');
  const entries = `/Type /ObjStm /N 3 /First ${index.length} /Filter /FlateDecode`;
  const bodies = [
    [6, streamObject(textAt(72, 700, 'Unpacked'))],
    [7, streamObject(packed, entries)],
    [8, '<< '],
  ];
  const pdf = `%PDF-1.5\n${bodies.map(([number, body]) => `${number} 0 obj\n${body}\nendobj\n`).join('')}`;
  assert.deepEqual(await wordsOf(Buffer.from(pdf, 'latin1')), ['Unpacked']);
});

test('what has its end, is no PDF, is encrypted or has no whole page is left as it is', () => {
  assert.equal(isCutOff(whole), false);
  assert.equal(isCutOff(Buffer.concat([whole, Buffer.from('sent by a mail server')])), false);
  const encrypted = Buffer.concat([upTo('xref'), Buffer.from('9 0 obj << /Encrypt 8 0 R >>')]);
  const others = [whole, Buffer.from('1 0 obj << /Type /Page'), encrypted, upTo('(One')];
  for (const pdf of others) assert.equal(restoreCutOff(pdf), null);
});

test('a file cut off without a whole page says so', async () => {
  await using file = await pdfFile(upTo('(One'));
  await assert.rejects(openPdf(file.path, { maxPages: 9 }), { code: 'unreadable', message: /cut off/ });
});

test('wherever a paper is cut off, it ends as a document that notes it or as unreadable', async () => {
  const sample = await readFile(new URL('../../samples/pairs/bounded-streams/paper.pdf', import.meta.url));
  for (let part = 1; part < 40; part++) {
    await using file = await pdfFile(sample.subarray(0, (part * sample.length) / 40));
    const result = await parsePaper(file.path, PARSE_OPTIONS).catch((error) => error);
    if (result instanceof Error) assert.equal('code' in result && result.code, 'unreadable', result.message);
    else assert.equal(result.metadata.cut_off, true);
  }
});
