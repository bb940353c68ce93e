import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { unite } from '../../../../src/pdf/geometry.ts';
import type { TextLine } from '../../../../src/poster/structure/page/page-model.ts';
import { readGrid } from '../../../../src/poster/structure/regions/read-grid.ts';
import type { Figure } from '../../../../src/poster/structure/regions/structure.ts';
import { writeMarkdown } from '../../../../src/poster/structure/write/write-markdown.ts';
import { wordRow } from '../../../helpers/draw-panels.ts';

const SIZE = 20;

const label = (text: string, x: number, y: number): TextLine => {
  const { words } = wordRow({ text, x, y, size: SIZE });
  const box = unite(words.map((word) => word.box));
  return { text, words, box, size: SIZE, confidence: 1, ground: 1, colour: [0, 0, 0], bold: false };
};

const figure = (labels: readonly TextLine[]): Figure => ({ box: unite(labels.map(({ box }) => box)), labels });

/** Cells in columns `pitch` pixels apart. */
const table = (rows: readonly (readonly string[])[], pitch = 200): Figure =>
  figure(
    rows.flatMap((row, at) =>
      row.flatMap((text, column) => (text === '' ? [] : [label(text, 100 + column * pitch, 100 + at * 30)])),
    ),
  );

function written(names: readonly TextLine[], content: Figure): string {
  const section = { heading: [], bar: null, background: null, panel: null, content: [content], column: 1 };
  return writeMarkdown({
    picture: { width: 1, height: 1, data: new Uint8Array(3) },
    header: { bottom: 0, title: [], rest: names, background: null },
    sections: [{ ...section, box: content.box }],
    figures: [content],
    columns: [],
    footer: [],
    background: null,
    textColour: null,
  });
}

const ROWS = [
  ['Method', 'Recall', 'Seconds'],
  ['plain', '0.71', '12'],
  ['with order', '0.93', '14'],
];

describe('the words of a figure', () => {
  it('are the cells of a table where they stand in rows and columns', () => {
    assert.deepEqual(readGrid(table(ROWS)), { rows: ROWS, above: [], below: [] });
  });

  it('are the same cells in whatever order they were found', () => {
    const { labels } = table(ROWS);
    fc.assert(
      fc.property(fc.shuffledSubarray([...labels], { minLength: labels.length }), (some) => {
        assert.deepEqual(readGrid(figure(some))?.rows, ROWS);
      }),
      { numRuns: 50 },
    );
  });

  it('keep a head over several columns whole, and leave rules and captions out of the cells', () => {
    const { labels } = table([
      ['', 'First', 'Then', 'Last'],
      ['a', '1', '2', '3'],
      ['b', '4', '5', '6'],
      ['c', '7', '8', '9'],
    ]);
    const rule = label('|', 280, 130);
    const grid = readGrid(figure([...labels, rule, label('Table 1: what the rows are', 250, 60)]));
    assert.deepEqual(grid?.above, ['Table 1: what the rows are']);
    assert.deepEqual(grid?.rows[1], ['a', '1', '2', '3']);
    const head = label('taken apart twice', 290, 70);
    const spanned = readGrid(figure([...labels, label('of', 100, 70), head]));
    assert.deepEqual(spanned?.rows[0], ['of', 'taken apart twice', '', '']);
  });

  it('are no table in a diagram of boxes, along the axes of a plot, and where rows lie far apart', () => {
    const boxes = table([
      ['read', 'parse', 'match'],
      ['cache', 'limit', 'write'],
      ['retry', 'order', 'count'],
    ]);
    assert.equal(readGrid(boxes), null);
    const ticks = [...['0', '10', '20'].map((text, at) => label(text, 100 + at * 300, 700))];
    const sides = [...['5', '4', '3', '2'].map((text, at) => label(text, 40, 100 + at * 50))];
    assert.equal(readGrid(figure([...ticks, ...sides])), null);
    const { labels } = table([['a', '1']]);
    assert.equal(readGrid(figure([...labels, label('b', 100, 500), label('2', 300, 500)])), null);
    assert.equal(readGrid(figure([])), null);
  });

  it('are no table where OCR joined columns here and there, or where rows have no names', () => {
    const joined = table([
      ['Method', 'Recall', 'Seconds'],
      ['plain', '0.71 12', '3'],
      ['with order', '0.93', '14'],
      ['with both', '0.95', '15 2'],
    ]);
    assert.equal(readGrid(joined), null);
    const axes = table([
      ['100', '100'],
      ['80', '80'],
      ['60', '60'],
    ]);
    assert.equal(readGrid(axes), null);
  });

  it('stand in the place of a figure without brackets, bars of tables and strokes of legends', () => {
    const legend = figure([label('—— adaptive limit', 100, 100), label('| refused [3] |', 100, 200)]);
    assert.equal(written([], legend), '![adaptive limit, refused 3](figure)\n');
  });

  it('are written as a table in the place of the figure, bars in cells escaped', () => {
    const cells = table([
      ['P(a|b)', 'x'],
      ['0.5', '1'],
    ]);
    assert.equal(written([], cells), '| P(a\\|b) | x |\n| --- | --- |\n| 0.5 | 1 |\n');
  });
});

describe('the names under the title', () => {
  it('are one line where little parts them, and a line each where much does', () => {
    const names = [label('Jane', 100, 100), label('Doe', 180, 103), label('Institute', 600, 101)];
    assert.equal(written(names.toReversed(), figure([label('2', 0, 500)])).split('\n\n')[0], 'Jane Doe\nInstitute');
  });
});
