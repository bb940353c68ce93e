import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { centredRows } from '../../../src/paper/tables/centred-rows.ts';
import { rowsOf } from '../../../src/paper/tables/table-cells.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

const DIVISIONS = [140, 240];
const STEP = 11;

/** Lines of a cell around its row's middle. */
const cell = (column: number, middle: number, texts: readonly string[]) =>
  texts.map((text, i) => textLineAt(50 + 100 * column, middle + STEP * (i - (texts.length - 1) / 2), text));

const read = (lines: ReturnType<typeof cell>) =>
  centredRows(rowsOf(lines), DIVISIONS)?.map(({ slots }) => slots.map(({ lines }) => lines.join(' ')));

test('cells of any number of lines, centred in their row, are its cells', () => {
  const words = (count: number, of: string) => Array.from({ length: count }, (_, i) => `${of}${'abcd'[i]}`);
  const heights = fc.tuple(fc.constant(1), fc.constantFrom(2, 4), fc.constantFrom(1, 3));
  fc.assert(
    fc.property(fc.array(heights, { minLength: 3, maxLength: 12 }), (rows) => {
      let top = 100;
      const lines = rows.flatMap((heights, r) => {
        const middle = top + (STEP * Math.max(...heights)) / 2;
        top += STEP * Math.max(...heights) + 6;
        return heights.flatMap((height, column) => cell(column, middle, words(height, `cell${r}`)));
      });
      const expected = rows.map((heights, r) => heights.map((height) => words(height, `cell${r}`).join(' ')));
      assert.deepEqual(read(lines), expected);
    }),
    { numRuns: 100 },
  );
});

test('rows on common baselines are left to the other reader', () => {
  const lines = [100, 114, 128, 142].flatMap((y) => [...cell(0, y, ['name']), ...cell(1, y, ['word'])]);
  assert.equal(read(lines), undefined);
});

test('numbers one under the other beside a taller cell are rows of their own', () => {
  const group = (middle: number) => [
    ...cell(0, middle, ['group']),
    ...cell(1, middle, ['1.5', '2.5']),
    ...cell(2, middle, ['3.5', '4.5']),
  ];
  assert.equal(read([...group(100), ...group(130), ...group(160)]), undefined);
});
