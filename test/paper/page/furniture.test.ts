import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextLine } from '../../../src/paper/lines/text-line.ts';
import { findFurniture } from '../../../src/paper/page/furniture.ts';
import type { PageText } from '../../../src/paper/page/page-text.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

const page = (number: number, lines: readonly TextLine[]): PageText => ({
  number,
  width: 612,
  height: 792,
  turn: 0,
  rules: [],
  bars: [],
  pictures: [],
  imageShare: 0,
  displays: [],
  recognised: false,
  lines: lines.map((line) => ({ ...line, page: number })),
});

const removed = (pages: readonly PageText[]) => [...findFurniture(pages)].map((line) => line.text).toSorted();

test('a head that pages repeat is furniture, and so is the number that changes in it', () => {
  const pages = [1, 2, 3, 4, 5].map((n) =>
    page(n, [textLineAt(72, 40, `Smith et al. ${n}`), textLineAt(72, 300, `What page ${n} says.`)]),
  );
  assert.equal(removed(pages).length, 5);
});

test('a page number alone is furniture on any page', () => {
  assert.deepEqual(removed([page(1, [textLineAt(300, 760, '– 17 –'), textLineAt(72, 300, 'Words.')])]), ['– 17 –']);
});

test('numbers that count on with the pages are furniture wherever the text ends, other numbers are not', () => {
  const pages = [1, 2, 3].map((n) =>
    page(n, [textLineAt(72, 300, 'Words.'), textLineAt(300, 600, String(n + 16)), textLineAt(72, 400, String(7 * n))]),
  );
  assert.deepEqual(removed(pages), ['17', '18', '19']);
});

test('a large word at one place of all pages is a watermark', () => {
  const pages = [1, 2, 3].map((n) =>
    page(n, [textLineAt(150, 420, 'DRAFT', { size: 60 }), textLineAt(72, 300, `What page ${n} says.`)]),
  );
  assert.deepEqual(removed(pages), ['DRAFT', 'DRAFT', 'DRAFT']);
});

test('what repeats in the middle of pages stays', () => {
  const pages = [1, 2, 3, 4].map((n) => page(n, [textLineAt(72, 400, 'Proof.')]));
  assert.deepEqual(removed(pages), []);
});

test('a title that later pages repeat in small as their head stays', () => {
  const title = textLineAt(72, 80, 'On running heads', { size: 18 });
  const heads = [2, 3, 4, 5].map((n) => page(n, [textLineAt(72, 40, 'On running heads', { size: 8 })]));
  assert.ok(!findFurniture([page(1, [title]), ...heads]).has(title));
  assert.equal(removed([page(1, [title]), ...heads]).length, 4);
});

test('what stands apart where other pages have their heads is one, though no page repeats it', () => {
  const text = (n: number) => textLineAt(72, 120, `What page ${n} says.`);
  const heads = [1, 2, 3].map((n) => page(n, [textLineAt(72, 40, 'The title in short', { size: 8 }), text(n)]));
  const other = page(4, [textLineAt(72, 40, 'Smith and Jones', { size: 8 }), text(4)]);
  const near = page(5, [
    textLineAt(72, 40, 'A line of this page', { size: 8 }),
    textLineAt(72, 50, 'goes on.', { size: 8 }),
  ]);
  assert.deepEqual(
    removed([...heads, other, near]),
    [...heads.map(() => 'The title in short'), 'Smith and Jones'].toSorted(),
  );
});

test('a page number that is set small beside a bar is furniture', () => {
  const pages = [page(1, [textLineAt(72, 40, '| ⁷⁶⁷³'), textLineAt(72, 300, 'Words.')])];
  assert.deepEqual(removed(pages), ['| ⁷⁶⁷³']);
});

test('the caption of a table that goes on from page to page is no furniture, though all pages repeat it', () => {
  const pages = [1, 2, 3].map((n) =>
    page(n, [textLineAt(250, 40, 'Table 1: Continued.'), textLineAt(72, 300, `What page ${n} says.`)]),
  );
  assert.deepEqual(removed(pages), []);
});

test('a number beside a plot at the top of the page is its tick, not the number of the page', () => {
  const plot = { x0: 103, x1: 284, y0: 62, y1: 199, raster: 0, pixelsPerPoint: 0, rulesOnly: false, parts: [] };
  const plotted = {
    ...page(1, [textLineAt(84, 66, '300', { size: 7 }), textLineAt(300, 760, '17')]),
    pictures: [plot],
  };
  assert.deepEqual(removed([plotted]), ['17']);
});

test('a title block that comes back in the middle of later pages is furniture there, and stays on the first', () => {
  const title = textLineAt(72, 120, 'On Particles in Afterglows', { size: 14 });
  const pages = [1, 2, 3].map((n) =>
    page(n, [
      { ...title, baseline: 120 + 100 * n, y0: 110 + 100 * n, y1: 123 + 100 * n },
      textLineAt(72, 500, 'Words.'),
    ]),
  );
  const furniture = findFurniture(pages);
  assert.deepEqual(
    [...furniture].map((line) => line.page),
    [2, 3],
  );
});
