import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingPagesOf } from '../../src/model/schemas.ts';
import { parsePaper } from '../../src/paper/parse-paper.ts';
import { textAt, tinyPdf } from '../fixtures/tiny-pdf.ts';
import { PARSE_OPTIONS } from '../helpers/parse-options.ts';
import { pdfFile } from '../helpers/pdf-file.ts';

const page = (words: string) => ({ content: textAt(72, 700, words) });
const ABSURD = { content: '', width: 1e6, height: 1e6 };

test('a page that cannot be read costs that page, and is told', async () => {
  await using file = await pdfFile(tinyPdf([page('The first page is sound.'), ABSURD, page('So is the third one.')]));
  const paper = await parsePaper(file.path, { ...PARSE_OPTIONS, ocr: 'never' });
  assert.match(paper.markdown_content, /first page[\s\S]*third one/);
  assert.deepEqual(
    missingPagesOf(paper).map(({ page_number, code }) => [page_number, code]),
    [[2, 'too-large']],
  );
  assert.equal(paper.metadata.empty, false);
});

test('a paper of which no page can be read fails', async () => {
  await using file = await pdfFile(tinyPdf([ABSURD, ABSURD]));
  await assert.rejects(parsePaper(file.path, PARSE_OPTIONS), { code: 'too-large' });
});

test('that a paper is empty is told', async () => {
  await using file = await pdfFile(tinyPdf([{ content: '' }]));
  const { metadata, markdown_content } = await parsePaper(file.path, { ...PARSE_OPTIONS, ocr: 'never' });
  assert.equal(markdown_content.trim(), '');
  assert.equal(metadata.empty, true);
});
