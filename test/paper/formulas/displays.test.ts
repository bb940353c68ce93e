import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinDisplays } from '../../../src/paper/formulas/displays.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

const part = (x: number, baseline: number, text: string, order: number) =>
  textLineAt(x, baseline, text, { order, math: /[=∑∫]/.test(text) ? 0.9 : 0.5 });

const formula = () => [
  part(100, 200, 'f(x) = ∑', 1),
  part(133, 211, 'i', 2),
  part(148, 193, '1', 3),
  part(146, 207, '8π', 4),
  part(160, 200, 'g(x)', 5),
  part(280, 200, '(15a)', 6),
];

test('fraction, limit and number of a formula are one line, in the order in which they are drawn', () => {
  const before = textLineAt(50, 170, 'is given by the sum of all terms', { order: 0 });
  const after = textLineAt(50, 230, 'where every term is known', { order: 7 });
  const lines = joinDisplays([before, ...formula().toReversed(), after]);
  assert.deepEqual(
    lines.map((line) => line.text),
    [before.text, 'f(x) = ∑ i 1 8π g(x) (15a)', after.text],
  );
  const [, joined] = lines;
  assert.deepEqual([joined?.x0, joined?.x1], [100, 305]);
});

test('numbers without a sign of relation, such as cells, stay apart', () => {
  const cells = [textLineAt(100, 200, '0.5', { math: 1 }), textLineAt(130, 200, '0.7', { math: 1, order: 1 })];
  assert.equal(joinDisplays(cells).length, 2);
});

test('formulas on different rows of text stay apart', () => {
  const rows = [part(100, 200, 'a = b', 0), part(100, 230, 'c = d', 1)];
  assert.equal(joinDisplays(rows).length, 2);
});
