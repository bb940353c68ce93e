import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markKinds } from '../../../src/paper/blocks/mark-kinds.ts';
import { textStatistics } from '../../../src/paper/blocks/statistics.ts';
import { blockAt } from '../../helpers/text-blocks.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

const text = (page: number, from: number) =>
  blockAt([0, 12, 24].map((y) => textLineAt(50, from + y, 'Running text that fills its column.', { page, x1: 249 })));
const small = (page: number, from: number) =>
  blockAt([textLineAt(50, from, 'The authors work here.', { page, size: 8 })]);

const kinds = (blocks: ReturnType<typeof text>[]) => {
  const items = blocks.flatMap((block) => block.lines);
  markKinds(blocks, textStatistics([{ items, left: 50, right: 250 }]));
  return blocks.map(({ kind }) => kind);
};

test('small print at the foot of a column is a note, mark or no mark', () => {
  assert.deepEqual(kinds([text(1, 100), small(1, 700), small(1, 715), text(2, 100)]), [
    'paragraph',
    'note',
    'note',
    'paragraph',
  ]);
});

test('small print with text below it is a paragraph', () => {
  assert.deepEqual(kinds([text(1, 100), small(1, 300), text(1, 400)]), ['paragraph', 'paragraph', 'paragraph']);
});

test('a little small print beside a float is a note, small print of some length is text', () => {
  const figure = blockAt([], { kind: 'float', markdown: '![Figure 1](figures/fig_1.png)' });
  const section = Array.from({ length: 16 }, (_, i) => small(1, 500 + 10 * i));
  assert.deepEqual(kinds([text(1, 100), small(1, 300), figure, text(1, 400)])[1], 'note');
  assert.ok(kinds([text(1, 100), figure, ...section, text(1, 700)]).every((kind) => kind !== 'note'));
});

test('a note of nothing but an address in a typewriter face is no code', () => {
  const note = blockAt([
    textLineAt(50, 700, '²https://data.example/', { size: 8, mono: true, raisedStart: true }),
    textLineAt(50, 709, 'set', { size: 8, mono: true }),
  ]);
  assert.deepEqual(kinds([text(1, 100), note, text(2, 100)])[1], 'note');
});
