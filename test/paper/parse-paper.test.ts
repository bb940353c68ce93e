import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ParsedDocument } from '../../src/model/schemas.ts';
import { parsePaper } from '../../src/paper/parse-paper.ts';
import { linesAt, type MiniPage, miniPdf } from '../helpers/mini-pdf.ts';
import { PARSE_OPTIONS } from '../helpers/parse-options.ts';
import { pdfFile } from '../helpers/pdf-file.ts';

async function markdownOf(pages: readonly MiniPage[]): Promise<string> {
  await using file = await pdfFile(miniPdf(pages));
  const document = await parsePaper(file.path, PARSE_OPTIONS);
  ParsedDocument.parse(document);
  return document.markdown_content;
}

const LEFT = [
  'A paragraph that is set in the left of two col-',
  'umns, whose lines are all about as long as the',
  'column is wide, so that it is seen to be one, and',
  'that has not come to its end where the column',
  'has come to its own, which happens in papers of',
  'every kind and is no reason to divide the para-',
];
const RIGHT = [
  'graph in two. Here it ends, after a few words more',
  'that fill the right column of this small page so that',
  'it, too, is seen to be a column of running text.',
];
const SECOND = [
  'The second paragraph begins further in than the',
  'other lines, as first lines do, and it is a paragraph',
  'of its own for that reason. It has three lines.',
];

const paper: MiniPage = {
  texts: [
    { x: 120, y: 80, text: 'On the reading of small papers', size: 20, font: 'bold' },
    { x: 250, y: 110, text: 'Ada Lovelace and Alan Turing', size: 11 },
    { x: 72, y: 150, text: '1 Introduction', size: 13, font: 'bold' },
    ...linesAt(72, 170, LEFT),
    ...linesAt(320, 150, RIGHT),
    { x: 330, y: 186, text: SECOND[0] ?? '' },
    ...linesAt(320, 198, SECOND.slice(1)),
    { x: 320, y: 234, text: '1.1 Methods', size: 11, font: 'bold' },
    ...linesAt(320, 252, [
      'We read every page as it is printed, column by',
      'column, and put together what belongs together.',
    ]),
    { x: 300, y: 770, text: '1' },
  ],
};

test('a small paper becomes title, headings and whole paragraphs', async () => {
  const blocks = (await markdownOf([paper])).trim().split('\n\n');
  assert.deepEqual(blocks.slice(0, 3), [
    '# On the reading of small papers',
    'Ada Lovelace and Alan Turing',
    '## 1 Introduction',
  ]);
  assert.match(
    blocks[3] ?? '',
    /^A paragraph that is set in the left of two columns, .* divide the paragraph in two\. .* running text\.$/,
  );
  assert.match(blocks[4] ?? '', /^The second paragraph .* three lines\.$/);
  assert.equal(blocks[5], '### 1.1 Methods');
  assert.match(blocks[6] ?? '', /^We read every page .* belongs together\.$/);
  assert.equal(blocks.length, 7, 'the page number is left out');
});

test('authors side by side are read before the columns under them', async () => {
  const { texts } = paper;
  const [title, authors, ...columns] = texts;
  assert.ok(title && authors);
  const below = columns.map((text) => ({ ...text, y: text.y + 60 }));
  const names = [
    { x: 110, y: 110, text: 'Ada Lovelace' },
    { x: 110, y: 122, text: 'Analytical Society' },
    { x: 380, y: 110, text: 'Alan Turing' },
    { x: 380, y: 122, text: "King's College" },
  ];
  const markdown = await markdownOf([{ texts: [title, ...names, ...below] }]);
  assert.match(markdown, /Ada Lovelace[\s\S]*Alan Turing[\s\S]*## 1 Introduction[\s\S]*divide the paragraph in two/);
});

test('a bold line smaller than the text under it is a heading, a bold line by itself is none', async () => {
  const texts = [
    ...paper.texts.slice(0, 3),
    { x: 72, y: 170, text: 'Hippocampal brain section', size: 8, font: 'bold' as const },
    ...linesAt(72, 182, LEFT),
    { x: 72, y: 320, text: 'Figure labels and the like', size: 7, font: 'bold' as const },
  ];
  const blocks = (await markdownOf([{ texts }])).trim().split('\n\n');
  assert.match(blocks[3] ?? '', /^#+ Hippocampal brain section$/);
  assert.equal(blocks.at(-1), 'Figure labels and the like');
});

test('title, authors and parser are told in the metadata', async () => {
  await using file = await pdfFile(miniPdf([paper]));
  const { metadata } = await parsePaper(file.path, PARSE_OPTIONS);
  assert.equal(metadata.title, 'On the reading of small papers');
  assert.deepEqual(metadata.authors, ['Ada Lovelace', 'Alan Turing']);
  assert.deepEqual([metadata.parser, metadata.pages, metadata.damaged], ['pdf-text', 1, false]);
});

test('what is printed with signs of markdown stays text', async () => {
  const texts = [{ x: 72, y: 100, text: '# 7 of <em>these</em> words are no heading and no tag, but words.' }];
  assert.equal(
    await markdownOf([{ texts }]),
    '\\# 7 of \\<em>these\\</em> words are no heading and no tag, but words.\n',
  );
});

test('an empty page is no error', async () => {
  assert.equal((await markdownOf([{ texts: [] }])).trim(), '');
});

test('a caption and its ruled table leave the text and come back together', async () => {
  const cells = [
    ['Model', 'Size', 'Score'],
    ['tiny', '3', '0.71'],
    ['big', '70', '0.93'],
  ];
  const table = cells.flatMap((row, i) => row.map((text, j) => ({ x: 80 + 120 * j, y: 200 + 14 * i, text })));
  const prose = linesAt(72, 90, [
    'Prose stands above the table, in lines that go across the whole of the page, as they do',
    'in papers of one column.',
  ]);
  const caption = { x: 72, y: 180, text: 'Table 1: Two models and how they did.' };
  const rules = [186, 204, 234].map((y) => [72, 420, y] as const);
  const markdown = await markdownOf([{ texts: [...prose, caption, ...table], rules }]);
  assert.match(
    markdown,
    /\n\nTable 1: Two models and how they did\.\n\n\| Model \| Size \| Score \|\n\| --- \| --- \| --- \|\n\| tiny \| 3 \| 0\.71 \|\n/,
  );
});
