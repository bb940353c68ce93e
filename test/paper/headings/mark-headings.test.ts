import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Block } from '../../../src/paper/blocks/block.ts';
import type { TextStatistics } from '../../../src/paper/blocks/statistics.ts';
import { markHeadings } from '../../../src/paper/headings/mark-headings.ts';
import { splitRunInHeadings } from '../../../src/paper/headings/split-run-in-headings.ts';
import { blockAt } from '../../helpers/text-blocks.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

const STATISTICS: TextStatistics = {
  bodySize: 10,
  bodyBold: false,
  bodyMono: false,
  bodyFont: 'Body',
  fontShare: () => 0.5,
  leading: () => 12,
};

const introduction = (): Block => blockAt([textLineAt(50, 80, '1 Introduction', { bold: true })]);
const words = (baseline: number): Block =>
  blockAt([textLineAt(50, baseline, 'Words of the running text, over the whole of a line.')]);
const formula = (baseline: number): Block =>
  blockAt([textLineAt(90, baseline, 'a = b + c', { math: 1 })], { kind: 'equation' });

const headingsAmong = (blocks: Block[]): string[] => {
  markHeadings(blocks, STATISTICS);
  return blocks.filter(({ kind }) => kind === 'heading').map(({ lines }) => lines[0]?.text ?? '');
};

test('a line in italics over text is a heading; over a formula it leads into that', () => {
  const italic = (text: string) => blockAt([textLineAt(50, 110, text, { italic: true })]);
  assert.deepEqual(headingsAmong([introduction(), words(95), italic('Bounds from below'), words(125)]), [
    '1 Introduction',
    'Bounds from below',
  ]);
  assert.deepEqual(headingsAmong([introduction(), formula(95), italic('Then it follows that'), formula(125)]), [
    '1 Introduction',
  ]);
});

test('a line in italics may have a letter for its number, as the lowest sections of some journals do', () => {
  const lettered = blockAt([textLineAt(50, 110, 'a. Two dimensions', { italic: true })]);
  assert.deepEqual(headingsAmong([introduction(), words(95), lettered, words(125)]), [
    '1 Introduction',
    'a. Two dimensions',
  ]);
});

test('a numbered line in italics is a heading also where a formula follows', () => {
  const numbered = blockAt([textLineAt(50, 110, '1.1 The energy', { italic: true })]);
  assert.deepEqual(headingsAmong([introduction(), words(95), numbered, formula(125)]), [
    '1 Introduction',
    '1.1 The energy',
  ]);
});

test('a heading that runs into its paragraph ends at a full stop, not at that of an abbreviation', () => {
  const split = (lead: string, rest: string): string[] =>
    splitRunInHeadings([blockAt([textLineAt(50, 80, `${lead} ${rest}`, { lead, bold: true })])]).map(
      ({ lines }) => lines[0]?.text ?? '',
    );
  assert.deepEqual(split('2.1. Substances.', 'Three were given.'), ['2.1. Substances', 'Three were given.']);
  assert.deepEqual(split('3 Validity of Eq.', '11 in the limit'), ['3 Validity of Eq. 11 in the limit']);
});

const runIn = (text: string, lead: string, before: readonly string[] = [], look = { bold: false, boldLead: true }) =>
  blockAt([
    ...before.map((line, i) => textLineAt(50, 80 + 12 * i, line, { bold: look.boldLead, italic: !look.boldLead })),
    textLineAt(50, 80 + 12 * before.length, text, { ...look, lead, uniform: false }),
    textLineAt(50, 92 + 12 * before.length, 'and so on over the second line of it.'),
  ]);

const split = (blocks: readonly Block[]): string[] =>
  splitRunInHeadings(blocks)
    .filter(({ kind }) => kind === 'heading')
    .map(({ lines }) => lines.map(({ text }) => text).join(' '));

test('a numbered heading ends at its first sentence, where the next begins in italics too', () => {
  const italic = { bold: false, boldLead: false };
  const genus = runIn('3.2. Salvia Genus. Salvia is a genus of herbs', '3.2. Salvia Genus. Salvia', [], italic);
  assert.deepEqual(split([genus]), ['3.2. Salvia Genus']);
  const long = runIn(
    'and Quantification. The limits were',
    'and Quantification.',
    ['2.1. Limits of Detection'],
    italic,
  );
  assert.deepEqual(split([long]), ['2.1. Limits of Detection and Quantification']);
});

test('three bold beginnings without numbers are headings, in a paper whose sections have none', () => {
  const names = ['Fungal strains.', 'Data analysis.', 'Growth of C. elegans.'];
  const blocks = names.map((name) => runIn(`${name} Thirty of them were kept`, name));
  assert.deepEqual(
    split(blocks),
    names.map((name) => name.slice(0, -1)),
  );
  assert.deepEqual(split(blocks.slice(1)), []);
  assert.deepEqual(split([introduction(), ...blocks]), []);
});

test('a bold heading smaller than the text may fill its column, on as many as three lines', () => {
  const heading = blockAt(
    [110, 119].map((y) =>
      textLineAt(50, y, 'An extract of leaves raises the activity of all', { bold: true, size: 8 }),
    ),
    { right: 240 },
  );
  const below = blockAt([textLineAt(50, 131, 'Words of the running text, over the whole of a line.')]);
  assert.equal(headingsAmong([introduction(), words(95), heading, below]).length, 2);
});

test('what says that a table goes on is no heading', () => {
  const bold = (text: string) => blockAt([textLineAt(50, 110, text, { bold: true })]);
  const blocks = [
    introduction(),
    words(95),
    bold('Continued Table 1'),
    words(125),
    bold('Table 2 (continued)'),
    words(155),
  ];
  assert.deepEqual(headingsAmong(blocks), ['1 Introduction']);
});
