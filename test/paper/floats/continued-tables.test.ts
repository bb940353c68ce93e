import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinContinued } from '../../../src/paper/floats/continued-tables.ts';
import { type PlacedTable, tableFloat } from '../../../src/paper/floats/floats.ts';
import { textLineAt } from '../../helpers/text-lines.ts';

function part(page: number, text: string, rows: readonly (readonly string[])[]): PlacedTable {
  const lines = rows.flatMap((row, r) => row.map((cell, c) => textLineAt(50 + 100 * c, 114 + 14 * r, cell, { page })));
  const box = { x0: 50, x1: 300, y0: 100, y1: 200 };
  const caption = { ...box, y1: 104, kind: 'table' as const, label: 'Table 1', number: '1', page, text, lines: [] };
  const placed = tableFloat(caption, { ...box, lines, rules: [], bars: [] });
  assert.ok(placed);
  return placed;
}

const head = ['Model', 'Score'];
const first = part(1, 'All scores.', [head, ['tiny', '3'], ['big', '7']]);

test('a table that goes on over the page is one table, its head printed once', () => {
  const next = part(2, 'Continued.', [head, ['vast', '9'], ['huge', '8']]);
  const { tables, floats } = joinContinued([first, next]);
  assert.equal(tables.length, 1);
  assert.match(tables[0]?.markdown ?? '', /\| big \| 7 \|\n\| vast \| 9 \|\n\| huge \| 8 \|$/);
  assert.equal(floats.get(first.float)?.markdown.includes('vast'), true);
  assert.equal(floats.get(next.float), null);
});

test('a part of other columns stays where it is', () => {
  const next = part(2, 'Continued.', [
    [...head, 'Rank'],
    ['vast', '9', '1'],
    ['huge', '8', '2'],
  ]);
  assert.equal(joinContinued([first, next]).tables.length, 2);
});

test('a table of the same number that does not say so is another', () => {
  assert.equal(joinContinued([first, part(2, 'Other scores.', [head, ['vast', '9'], ['huge', '8']])]).tables.length, 2);
});

test('parts whose columns were told apart in other places are read anew as one table', () => {
  const wide = part(1, 'All scores.', [
    ['Model', 'Score', 'Rank'],
    ['tiny', '3', '2'],
    ['big', '7', '1'],
  ]);
  const whole = part(2, 'Continued.', [
    ['Model', 'Score', 'Rank'],
    ['vast', '9', '4'],
    ['huge', '8', '3'],
  ]);
  const narrow = { ...whole, content: { ...whole.content, rows: whole.content.rows.map((row) => row.slice(1)) } };
  const headed = {
    ...narrow,
    content: {
      ...narrow.content,
      rows: [[{ text: 'Model Score Rank', columns: 2, rows: 1 }], ...narrow.content.rows.slice(1)],
    },
  };
  const { tables } = joinContinued([wide, headed]);
  assert.match(tables[0]?.markdown ?? '', /\| big \| 7 \| 1 \|\n\| vast \| 9 \| 4 \|\n\| huge \| 8 \| 3 \|$/);
});

test('a part without a head loses no row', () => {
  const next = part(2, 'Continued.', [
    ['vast', '9'],
    ['huge', '8'],
  ]);
  assert.match(joinContinued([first, next]).tables[0]?.markdown ?? '', /\| vast \| 9 \|\n\| huge \| 8 \|$/);
});
