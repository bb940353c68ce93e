import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildBlocks } from '../../../src/paper/blocks/build-blocks.ts';
import { textStatistics } from '../../../src/paper/blocks/statistics.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

const line = (row: number, text: string, look: Parameters<typeof textLineAt>[3] = {}) =>
  textLineAt(50, 100 + 12 * row, text, { x1: 249, ...look });

const lengths = (lines: ReturnType<typeof line>[]) => {
  const region = { items: lines, left: 50, right: 250 };
  return buildBlocks(region, textStatistics([region])).map((block) => block.lines.length);
};

test('a line full of names in italics stays in the sentence that it belongs to', () => {
  const lines = [
    line(0, 'Six plants were looked at, among them'),
    line(1, 'Emblica officinalis, Azadirachta indica', { italic: true }),
    line(2, 'and Catharanthus roseus of this garden.'),
  ];
  assert.deepEqual(lengths(lines), [3]);
});

test('a line in italics after a whole sentence begins a block of its own', () => {
  const lines = [
    line(0, 'Six plants were looked at in this garden.'),
    line(1, 'Emblica officinalis', { italic: true, x1: 150 }),
    line(2, 'It grows in the shade of the other five.'),
  ];
  assert.deepEqual(lengths(lines), [1, 1, 1]);
});

test('an abstract in bold has paragraphs, a title in bold has none', () => {
  const bold = (count: number) =>
    Array.from({ length: count }, (_, row) => line(row, 'Bold words up to the end of the line', { bold: true }));
  const text = Array.from({ length: 20 }, (_, row) => line(row + 12, 'Plain words up to the end of the line'));
  const [opening] = bold(1);
  assert.ok(opening);
  const indented = (row: number) => line(row, 'Index terms that begin a paragraph', { bold: true, x0: 62 });
  assert.deepEqual(lengths([...bold(8), indented(8), ...text]), [8, 1, 20]);
  assert.deepEqual(lengths([...bold(2), indented(2), ...text]), [3, 20]);
});

test('institutes and notes that stand under one another are a block each', () => {
  const institutes = ['¹ Institute of Plants', '² Institute of Soils', '³ Institute of Seeds'];
  assert.deepEqual(lengths(institutes.map((text, row) => line(row, text, { raisedStart: true }))), [1, 1, 1]);
});

test('a heading right under another is its own where its letters or its number say so', () => {
  const bold = (row: number, text: string) => line(row, text, { bold: true, x1: 200 });
  const text = Array.from({ length: 20 }, (_, row) => line(row + 12, 'Plain words up to the end of the line'));
  assert.deepEqual(lengths([bold(0, 'BACTERIA OF ROOTS'), bold(1, 'Discovery and Occurrence'), ...text]), [1, 1, 20]);
  assert.deepEqual(lengths([bold(0, '2 Bacteria'), bold(1, '2.1 Their discovery'), ...text]), [1, 1, 20]);
  assert.deepEqual(lengths([bold(0, 'Bacteria of roots and'), bold(1, 'their discovery'), ...text]), [2, 20]);
});

test('a heading in bold is whole where a name in it is in italics', () => {
  const text = Array.from({ length: 20 }, (_, row) => line(row + 12, 'Plain words up to the end of the line'));
  const lines = [
    line(0, 'Concentrations of extract of', { bold: true }),
    line(1, 'Ocimum sanctum', { bold: true, italic: true }),
  ];
  assert.deepEqual(lengths([...lines, ...text]), [2, 20]);
});

test('the lines of a heading that runs into its paragraph stay with it', () => {
  const lines = [
    line(0, 'Detection of polymorphisms by', { bold: true }),
    line(1, 'electrophoresis. Thirty strains', { lead: 'electrophoresis.', boldLead: true, uniform: false }),
    line(2, 'were looked at in this garden.'),
  ];
  assert.deepEqual(lengths(lines), [3]);
});
