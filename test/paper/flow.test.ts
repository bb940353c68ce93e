import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinHalves } from '../../src/paper/flow.ts';
import { blockText } from '../../src/paper/markdown.ts';
import { blockAt } from './text-blocks.ts';
import { textLineAt } from './text-lines.ts';

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
  const flow = joinHalves([above(), note, figure, longer], 'paragraph');
  assert.deepEqual(
    flow.map(({ kind }) => kind),
    ['float', 'paragraph', 'note'],
  );
});

test('without anything between them two paragraphs of a column stay two', () => {
  assert.equal(joinHalves([above(), below()], 'paragraph').length, 2);
});
