import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBlocks } from '../../src/draw/content/read-blocks.ts';
import { plainText } from '../../src/draw/content/read-inlines.ts';

const kinds = (markdown: string): string[] => readBlocks(markdown).map(({ kind }) => kind);
const words = (markdown: string): string =>
  readBlocks(markdown)
    .map((block) => ('words' in block && typeof block.words !== 'string' ? plainText(block.words) : ''))
    .join('|');

test('the blocks of a section: lists with their depth, tables, code, formulas, pictures by themselves', () => {
  const markdown =
    'Text ![Figure 1](f.png) more\n\n- a\n  - b\n\n|x|y|\n|-|-|\n|1|2|\n\n```\ncode\n```\n\n$$\na\n= b\n$$\n\n*Figure: own*';
  assert.deepEqual(kinds(markdown), [
    'paragraph',
    'figure',
    'paragraph',
    'item',
    'item',
    'table',
    'code',
    'formula',
    'figure',
  ]);
  const items = readBlocks(markdown).flatMap((block) => (block.kind === 'item' ? block.depth : []));
  assert.deepEqual(items, [0, 1]);
});

test('prices are no formulas, and formulas in a line end where they end', () => {
  const inlines = readBlocks('It costs $5 and $6, while $x_i$ and \\(y\\) are free.').flatMap((block) =>
    'words' in block && typeof block.words !== 'string' ? block.words : [],
  );
  assert.deepEqual(
    inlines.flatMap((each) => (each.kind === 'formula' ? each.latex : [])),
    ['x_i', 'y'],
  );
});

test('tags are words: nothing of the text is markup but Markdown', () => {
  assert.equal(words('a <script>alert(1)</script> b'), 'a <script>alert(1)</script> b');
  assert.equal(words('&lt;b&gt; &amp; &#x41; &#0;'), '<b> & A \ufffd');
  assert.equal(words('<div onclick="x()">hi</div>'), '<div onclick="x()">hi</div>');
});
