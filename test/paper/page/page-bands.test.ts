import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextLine } from '../../../src/paper/lines/text-line.ts';
import { findGutters } from '../../../src/paper/page/gutters.ts';
import { pageBands } from '../../../src/paper/page/page-bands.ts';
import { readingOrder } from '../../../src/paper/page/reading-order.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

const column = (name: string, x0: number, x1: number, from: number, count: number) =>
  Array.from({ length: count }, (_, i) => textLineAt(x0, from + 12 * i, `${name} words of a line`, { x1 }));

/** The columns in the order in which their lines are read, each once for every stay in it. */
const order = (lines: readonly TextLine[]) => {
  const gutters = findGutters(lines, []);
  const read = pageBands(lines, lines, gutters).flatMap((band) =>
    readingOrder(band.items, band.gutters).flatMap((region) => region.items.map((line) => line.text.split(' ')[0])),
  );
  return read.filter((name, i) => name !== read[i - 1]).join(' ');
};

const title = textLineAt(50, 60, 'Title', { x1: 500, size: 18 });
const strip = column('dates', 50, 150, 100, 8);
const abstract = column('abstract', 180, 550, 105, 12);

test('a strip of dates beside the abstract is read before it, the two columns below after both', () => {
  const text = [...column('left', 50, 290, 290, 30), ...column('right', 310, 550, 290, 30)];
  assert.equal(order([title, ...strip, ...abstract, ...text]), 'Title dates abstract left right');
});

test('the two columns below may be the smaller part of the page, and their lines at different heights', () => {
  const text = [...column('left', 50, 290, 290, 7), ...column('right', 310, 550, 284, 8)];
  assert.equal(order([title, ...strip, ...abstract, ...text]), 'Title dates abstract left right');
});

test('a caption across both columns has no columns of its own', () => {
  const above = [...column('left', 50, 290, 100, 10), ...column('right', 310, 550, 100, 10)];
  const below = [...column('lower', 50, 290, 300, 10), ...column('last', 310, 550, 300, 10)];
  assert.equal(order([...above, ...column('caption', 50, 550, 240, 3), ...below]), 'left right caption lower last');
});
