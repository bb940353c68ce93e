import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fenced, markdownOf } from '../../../src/paper/blocks/markdown.ts';
import { blockAt } from '../../helpers/text-blocks.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

test('code keeps how far its lines stand in', () => {
  const lines = [textLineAt(50, 100, 'for x of y:'), textLineAt(62, 112, 'print(x)')];
  assert.equal(fenced(lines), '```\nfor x of y:\n  print(x)\n```');
});

test('the words of numbered steps stand in as they are printed, and a step goes on under its words', () => {
  const step = (label: string, x: number, baseline: number, words: string) =>
    textLineAt(50, baseline, `${label} ${words}`, { breaks: [{ at: label.length + 1, x0: 60, x1: x }] });
  const lines = [
    step('9:', 70, 100, 'for each item'),
    step('10:', 82, 112, 'take it and'),
    textLineAt(82, 124, 'keep it'),
  ];
  assert.equal(fenced(lines), '```\n 9: for each item\n10:   take it and\n      keep it\n```');
});

test('a fence is longer than what it holds', () => {
  assert.match(fenced([textLineAt(50, 100, '```')]), /^~~~~\n```\n~~~~$/);
});

test('bullets become items of a list', () => {
  const items = ['• One', '• Two'].map((text) => blockAt([textLineAt(50, 100, text)]));
  assert.equal(markdownOf(items), '- One\n\n- Two\n');
});
