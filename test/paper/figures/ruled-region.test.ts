import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Caption } from '../../../src/paper/captions/caption.ts';
import { ruledRegion } from '../../../src/paper/figures/ruled-region.ts';

const caption: Caption = {
  kind: 'algorithm',
  label: 'Algorithm 1',
  number: '1',
  text: 'A patient stage',
  page: 1,
  lines: [],
  x0: 300,
  x1: 420,
  y0: 100,
  y1: 110,
};
const rule = (y: number, x1 = 560) => ({ x0: 300, x1, y0: y, y1: y + 0.5 });

test('an algorithm stands between the rule under its caption and the next one of that width', () => {
  const rules = [rule(97), rule(112), rule(150, 400), rule(240), rule(300)];
  assert.deepEqual(ruledRegion(caption, rules), { x0: 300, x1: 560, y0: 112.5, y1: 240 });
});

test('an algorithm stands above a caption that has rules there only', () => {
  assert.deepEqual(ruledRegion(caption, [rule(20), rule(95)]), { x0: 300, x1: 560, y0: 20.5, y1: 95 });
});

test('a caption without rules says nothing of where its algorithm stands', () => {
  assert.equal(ruledRegion(caption, [rule(60), rule(300)]), null);
});
