import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findGutters } from '../../../src/paper/page/gutters.ts';
import { readingOrder } from '../../../src/paper/page/reading-order.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

const FULL = 'words that fill the column to its right edge here';
const column = (x: number, name: string, count: number, from = 100) =>
  Array.from({ length: count }, (_, i) => textLineAt(x, from + 12 * i, `${name}${i} ${FULL}`.slice(0, 46)));

const words = (lines: ReturnType<typeof column>) => {
  const gutters = findGutters(lines, []);
  return readingOrder(lines, gutters).flatMap((region) => region.items.map((line) => line.text.split(' ')[0]));
};

test('two columns are read one after the other', () => {
  const [left, right] = [column(50, 'L', 6), column(310, 'R', 6)];
  const rows = left.flatMap((line, i) => [line, right[i] ?? line]);
  assert.deepEqual(words(rows), ['L0', 'L1', 'L2', 'L3', 'L4', 'L5', 'R0', 'R1', 'R2', 'R3', 'R4', 'R5']);
});

test('a line across both columns ends what stands above it', () => {
  const above = [...column(50, 'A', 5), ...column(310, 'B', 5)];
  const below = [...column(50, 'C', 5, 200), ...column(310, 'D', 5, 200)];
  const across = textLineAt(50, 180, `X ${FULL} ${FULL}`);
  const order = words([...above, across, ...below]).map((word) => word?.[0]);
  assert.equal(order.join(''), 'AAAAABBBBBXCCCCCDDDDD');
});

test('an overfull line stays in the column that it sticks out of', () => {
  const lines = [...column(50, 'L', 6), ...column(310, 'R', 6)];
  const [, , long] = lines;
  assert.ok(long);
  const stuck = { ...long, x1: 340 };
  const order = words(lines.map((line) => (line === long ? stuck : line)));
  assert.deepEqual(order.slice(0, 6), ['L0', 'L1', 'L2', 'L3', 'L4', 'L5']);
});

test('one column has no gutter, whatever its paragraphs look like', () => {
  const lines = Array.from({ length: 20 }, (_, i) =>
    textLineAt(i % 4 === 0 ? 62 : 50, 100 + 12 * i, (i % 4 === 3 ? FULL : `${FULL} ${FULL}`).slice(0, 90)),
  );
  assert.deepEqual(findGutters(lines, []), []);
});

test('a page with a few lines keeps the gutter of the page before', () => {
  const gutter = { x0: 285, x1: 305 };
  assert.deepEqual(findGutters(column(50, 'L', 3), [gutter]), [gutter]);
});

test('the short last line of a paragraph across both columns is read with it', () => {
  const columns = [...column(50, 'L', 6, 200), ...column(310, 'R', 6, 200)];
  const across = [textLineAt(50, 160, `X ${FULL} ${FULL}`), textLineAt(50, 172, 'X end.')];
  assert.equal(
    words([...columns, ...across])
      .map((word) => word?.[0])
      .join(''),
    'XXLLLLLLRRRRRR',
  );
});

test('a rule drawn across the columns ends what stands above it', () => {
  const above = [...column(50, 'A', 5), ...column(310, 'B', 5)];
  const below = [...column(50, 'C', 5, 200), ...column(310, 'D', 5, 200)];
  const lines = [...above, ...below];
  const rule = { x0: 200, x1: 400, y0: 175, y1: 176 };
  const regions = readingOrder(lines, findGutters(lines, []), [rule]);
  const order = regions.flatMap((region) => region.items.map((line) => line.text[0]));
  assert.equal(order.join(''), 'AAAAABBBBBCCCCCDDDDD');
});

test('a column printed over the ends of the lines beside it is still a column', () => {
  const gutter = { x0: 285, x1: 305 };
  const long = column(50, 'L', 6).map((line) => ({ ...line, x1: 340 }));
  const lines = [...long, ...column(306, 'R', 6)];
  assert.deepEqual(findGutters(lines, [gutter]), [gutter]);
});
