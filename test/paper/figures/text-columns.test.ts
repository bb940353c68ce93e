import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paragraphLines } from '../../../src/paper/figures/text-columns.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

const paragraph = [100, 112, 124].map((y) =>
  textLineAt(50, y, 'A line that fills the column to its edge', { x1: 290 }),
);

test("a paragraph's short last line is its text, not a label of the figure below", () => {
  const last = textLineAt(50, 136, 'the last words.');
  assert.ok(paragraphLines([...paragraph, last], 240).includes(last));
});

test('what stands further down or further in may be a label', () => {
  const labels = [textLineAt(50, 144, 'a label'), textLineAt(60, 136, 'Input'), textLineAt(110, 136, 'Truth')];
  const lines = paragraphLines([...paragraph, ...labels], 240);
  assert.ok(labels.every((label) => !lines.includes(label)));
});
