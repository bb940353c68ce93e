import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { documentOf } from '../../src/dolphin/document.ts';
import { elementMarkdown } from '../../src/dolphin/element-markdown.ts';
import type { ReadElement } from '../../src/dolphin/read-page.ts';
import { ParsedDocument } from '../../src/model/schemas.ts';

const NAMES = { docId: 'd', sourcePath: 'd.pdf', model: 'dolphin' };
const element = (label: string, text: string, given: Partial<ReadElement> = {}): ReadElement => ({
  ...{ label, text, tags: [], box: [10, 10, 30, 5], goesOn: false },
  ...given,
});
const parse = (elements: ReadElement[], docType: 'poster' | 'paper' = 'paper') =>
  documentOf([{ number: 1, width: 1000, height: 1000, elements }], { ...NAMES, docType });

test('each kind of element becomes the markdown of its kind', () => {
  const markdown = (label: string, text: string) => elementMarkdown(label, text);
  assert.equal(markdown('sec_0', 'A Title in\nTwo Lines'), '# A Title in Two Lines');
  assert.equal(markdown('sec_1', '**1 Introduction**'), '## 1 Introduction');
  assert.equal(markdown('sec_5', 'Deep'), '#### Deep');
  assert.equal(
    markdown('para', 'Words are bro-\nken at the end\nof lines.\n\nAnother.'),
    'Words are broken at the end of lines.\n\nAnother.',
  );
  assert.equal(markdown('list', '• first item\ngoes on\n• second'), '- first item goes on\n- second');
  assert.equal(markdown('list', '1. one\n2) two'), '1. one\n2. two');
  assert.equal(markdown('equ', String.raw`\[ a = b \]`), '$$\na = b\n$$');
  assert.equal(markdown('code', 'if x:\n    y'), '```\nif x:\n    y\n```');
  assert.equal(markdown('para', '  '), '');
});

test('a table in HTML becomes one of pipes, or stays HTML where cells span', () => {
  const table = '<table border="1"><tr><th>a</th><th>b|c</th></tr><tr><td>1 &lt; 2</td><td>x<br>y</td></tr></table>';
  assert.equal(elementMarkdown('tab', table), '| a | b\\|c |\n| --- | --- |\n| 1 < 2 | x y |');
  assert.match(elementMarkdown('tab', '<table><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c'), /colspan="2"/);
  assert.equal(elementMarkdown('tab', 'no table at all'), 'no table at all');
});

test('a paragraph that goes on in the next column is one paragraph', () => {
  const { markdown_content: markdown } = parse([
    element('para', 'It goes on in the next col-', { goesOn: true }),
    element('para', 'umn of the page.'),
    element('para', 'Another.'),
  ]);
  assert.equal(markdown, 'It goes on in the next column of the page.\n\nAnother.\n');
});

test('pictures that share a caption are one figure, named by it', () => {
  const { figures, markdown_content: markdown } = parse([
    element('fig', '', { box: [10, 10, 20, 20] }),
    element('fig', '', { box: [32, 10, 20, 20] }),
    element('cap', 'Fig. 3. Two curves.', { box: [10, 31, 42, 3] }),
    element('fig', '', { box: [10, 70, 20, 20] }),
  ]);
  assert.deepEqual(
    figures.map(({ figure_id, label, caption, bbox_pct }) => [figure_id, label, caption, bbox_pct]),
    [
      ['fig_3', 'Figure 3', 'Two curves.', [10, 10, 42, 20]],
      ['fig_p1_2', null, null, [10, 70, 20, 20]],
    ],
  );
  assert.deepEqual(markdown.match(/!\[.*/g), ['![Figure 3](figures/fig_3.png)', '![figure](figures/fig_p1_2.png)']);
});

test('running heads and page numbers are no part of a paper; a poster keeps its footer; watermarks are nobody’s text', () => {
  const elements = [
    element('header', 'Proceedings'),
    element('para', 'Text.'),
    element('foot', 'Contact: a@b.c'),
    element('para', '17', { tags: ['meta_num'] }),
    element('watermark', 'arXiv:1'),
  ];
  assert.equal(parse(elements).markdown_content, 'Text.\n');
  assert.equal(parse(elements, 'poster').markdown_content, 'Proceedings\n\nText.\n\nContact: a@b.c\n\n17\n');
});

test('title and abstract are told where Dolphin tells them', () => {
  const { metadata } = parse([
    element('sec_0', 'The Title'),
    element('sec_1', 'Abstract', { tags: ['paper_abstract'] }),
    element('para', 'We show it.', { tags: ['paper_abstract'] }),
  ]);
  assert.deepEqual([metadata.parser, metadata.title, metadata.abstract], ['dolphin', 'The Title', 'We show it.']);
});

test('whatever was read, the document passes its schema', () => {
  const anything = fc.record({
    label: fc.constantFrom('sec_0', 'para', 'list', 'fig', 'tab', 'equ', 'code', 'cap', 'fnote', 'page', 'unheard_of'),
    text: fc.oneof(fc.string(), fc.constantFrom('Figure 1: x', 'Table 2. y', '<table><tr><td colspan="99999">a')),
    tags: fc.array(fc.string(), { maxLength: 2 }),
    box: fc.tuple(fc.nat(50), fc.nat(50), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 })),
    goesOn: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 20 }), (elements) => ParsedDocument.safeParse(parse(elements)).success),
  );
});
