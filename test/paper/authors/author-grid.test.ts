import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aroundGrids, authorGrids } from '../../../src/paper/authors/author-grid.ts';
import { authorBlocks, namesInGrids } from '../../../src/paper/authors/author-names.ts';
import type { TextLine } from '../../../src/paper/lines/text-line.ts';
import { findGutters } from '../../../src/paper/page/gutters.ts';
import { readingOrder } from '../../../src/paper/page/reading-order.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

const TITLE = textLineAt(100, 60, 'On grids of authors', { size: 18, bold: true });
const FULL = 'words that fill the column to its right edge here';
const column = (x: number, from: number) =>
  Array.from({ length: 20 }, (_, i) => textLineAt(x, from + 12 * i, FULL.slice(0, 46)));
const TEXT = [...column(50, 212), ...column(310, 200)];
/** Columns of cells, from the left. */
const COLUMNS = [50, 170, 310, 430];
const row = (y: number, texts: readonly string[], look: Partial<TextLine> = {}) =>
  texts.flatMap((text, i) => (text === '' ? [] : [textLineAt(COLUMNS[i] ?? 0, y, text, look)]));

const cellsOf = (head: readonly TextLine[]) => {
  const lines = [TITLE, ...head, ...TEXT];
  return authorGrids(lines, findGutters(lines, []));
};
const textsOf = (head: readonly TextLine[]) =>
  cellsOf(head).map(({ cells }) => cells.map((cell) => cell.map(({ text }) => text).join(' / ')));

const NAMES = ['Ada Byron', 'Alan Turing', 'Grace Hopper', 'Emmy Noether'];
const PLACES = ['London', 'Princeton', 'New York', 'Erlangen'];

test('authors in four columns are four cells, whatever columns the text has', () => {
  const head = [...row(90, NAMES), ...row(102, PLACES), ...row(114, ['ada@a.uk', '', 'grace@b.us'])];
  assert.deepEqual(textsOf(head), [
    [
      'Ada Byron / London / ada@a.uk',
      'Alan Turing / Princeton',
      'Grace Hopper / New York / grace@b.us',
      'Emmy Noether / Erlangen',
    ],
  ]);
  assert.deepEqual(namesInGrids(cellsOf(head)), NAMES);
});

test('a second row of authors is a grid of its own', () => {
  const more = ['Mary Jackson', 'John Backus', 'Kurt Gödel', 'Karen Jones'];
  const head = [
    ...[...row(90, NAMES), ...row(102, PLACES, { italic: true, font: 'Italic' })],
    ...[...row(118, more), ...row(130, PLACES, { italic: true, font: 'Italic' })],
  ];
  assert.equal(textsOf(head).length, 2);
  assert.deepEqual(namesInGrids(cellsOf(head)), [...NAMES, ...more]);
});

test('an address ends an author in a cell that lists several', () => {
  const head = [
    ...row(90, ['Ada Byron', '', 'Dept. of Engines']),
    ...row(102, ['ada@a.uk', '', 'London, UK']),
    ...row(114, ['Alan Turing']),
    ...row(126, ['alan@b.uk']),
  ];
  assert.deepEqual(textsOf(head), [
    ['Ada Byron / ada@a.uk / Alan Turing / alan@b.uk', 'Dept. of Engines / London, UK'],
  ]);
  assert.deepEqual(namesInGrids(cellsOf(head)), ['Ada Byron', 'Alan Turing']);
});

test('a heading that faces the text of the next column is no author', () => {
  const lines = [TITLE, textLineAt(120, 200, 'Abstract', { bold: true }), textLineAt(310, 188, '2. Data'), ...TEXT];
  assert.deepEqual(authorGrids(lines, findGutters(lines, [])), []);
});

test('each cell is read as a name and what stands below it, between the title and the text', () => {
  const head = [...row(90, NAMES.slice(0, 2)), ...row(102, PLACES.slice(0, 2)), ...row(114, ['ada@a.uk', 'alan@b.us'])];
  const lines = [TITLE, ...head, ...TEXT];
  const gutters = findGutters(lines, []);
  const grids = authorGrids(lines, gutters);
  const regions = aroundGrids(lines, grids, (rest) => readingOrder(rest, gutters));
  assert.equal(regions[0]?.items[0], TITLE);
  const blocks = regions.flatMap((region) => ('isAuthor' in region ? authorBlocks(region) : []));
  assert.deepEqual(
    blocks.map((block) => block.lines.map(({ text }) => text).join(' ')),
    ['Ada Byron', 'London ada@a.uk', 'Alan Turing', 'Princeton alan@b.us'],
  );
  assert.equal(regions.slice(3).flatMap(({ items }) => items).length, TEXT.length);
});
