import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinHalves } from '../../../src/paper/blocks/join-halves.ts';
import { blockText } from '../../../src/paper/blocks/markdown.ts';
import { blockAt } from '../../helpers/text-blocks.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

const above = () => blockAt([textLineAt(50, 100, 'A paragraph that a figure divides', { x1: 248 })]);
const below = () => blockAt([textLineAt(50, 300, 'goes on under it.')]);
const figure = blockAt([], { kind: 'float', markdown: '![Figure 1](figures/fig_1.png)' });

test('a paragraph goes on under a figure in its column', () => {
  const [whole, float, ...rest] = joinHalves([above(), figure, below()], 'paragraph');
  assert.equal(whole && blockText(whole), 'A paragraph that a figure divides goes on under it.');
  assert.equal(float, figure);
  assert.equal(rest.length, 0);
});

test('a figure moves to the nearer end of the paragraph that it divides, a note always behind it', () => {
  const note = blockAt([textLineAt(50, 700, '¹A note.')], { kind: 'note' });
  const longer = blockAt(below().lines.concat(textLineAt(50, 312, 'for one more line, and for another one.')));
  const joined = joinHalves([above(), note, figure, longer], 'paragraph');
  assert.deepEqual(
    joined.map(({ kind }) => kind),
    ['float', 'paragraph', 'note'],
  );
});

test('without anything between them two paragraphs of a column stay two', () => {
  assert.equal(joinHalves([above(), below()], 'paragraph').length, 2);
});

const paragraph = (page: number, from: number, indented: boolean) =>
  blockAt(
    [
      textLineAt(indented ? 62 : 50, from, 'A paragraph of two lines that fill', { page, x1: 249 }),
      textLineAt(50, from + 12, 'their column up to the very last word.', { page, x1: 249 }),
    ],
    { page, indented },
  );
const page = (number: number, indents: boolean) => [0, 1, 2, 3, 4].map((i) => paragraph(number, 100 + 24 * i, indents));

test('where paragraphs are indented, one that is not goes on with that of the column before, whole sentences or not', () => {
  const joined = joinHalves(
    [...page(1, true), ...page(2, true), paragraph(3, 100, false), ...page(4, true)],
    'paragraph',
  );
  assert.equal(joined.length, 15);
  assert.equal(joined[9]?.lines.length, 4);
});

test('where no paragraph is indented, a whole sentence at the end of a column may end its paragraph', () => {
  assert.equal(joinHalves([...page(1, false), ...page(2, false), paragraph(3, 100, false)], 'paragraph').length, 11);
});
