import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settleHyphens } from '../../../src/paper/blocks/settle-hyphens.ts';
import { joinLines } from '../../../src/paper/lines/dehyphenate.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

const read = (texts: readonly string[]) => {
  const lines = texts.map((text, order) => textLineAt(50, 100 + 12 * order, text, { order }));
  const [page] = settleHyphens([{ lines }]);
  return joinLines((page?.lines ?? []).map(({ text }) => text));
};

test('a broken word that the paper prints whole elsewhere becomes whole', () => {
  assert.match(read(['We are extracting text. When ex-', 'tracting it, we look.']), /When extracting it/);
});

test('a compound that the paper prints elsewhere keeps its hyphen', () => {
  assert.match(read(['Of scale-invariant features, the scale-', 'invariant ones.']), /the scale-invariant ones/);
});

test('a hyphen that ends the text stays', () => {
  assert.equal(read(['A scale-free text that is cut off at scale-', 'free', 'or after a last ex-']).at(-1), '-');
});
