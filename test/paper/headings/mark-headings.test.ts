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
