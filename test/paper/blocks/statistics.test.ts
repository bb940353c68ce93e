import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textStatistics } from '../../../src/paper/blocks/statistics.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

const lines = (count: number, size: number, x1: number) =>
  Array.from({ length: count }, (_, i) => textLineAt(50, 100 + 12 * i, 'A line of the running text.', { size, x1 }));

test('the running text is what fills its column, however much the cells of tables and the references print', () => {
  const items = [
    ...lines(10, 10, 280),
    ...lines(40, 8, 110),
    textLineAt(50, 600, 'References', { bold: true }),
    ...lines(40, 9, 280),
  ];
  assert.equal(textStatistics([{ items, left: 50, right: 280 }]).bodySize, 10);
});
