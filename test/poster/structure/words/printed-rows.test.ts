import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GlyphRun } from '../../../../src/pdf/glyph-run.ts';
import { printedRows } from '../../../../src/poster/structure/words/printed-rows.ts';

const FONT = {
  name: 'Arial',
  bold: false,
  italic: false,
  mono: false,
  serif: false,
  math: false,
};

const run = (text: string, x: number, baseline: number, others: Partial<GlyphRun> = {}): GlyphRun => ({
  text,
  x,
  baseline,
  width: text.length * 10,
  size: 20,
  angle: 0,
  font: FONT,
  colour: '#000000',
  hidden: false,
  spaceAfter: true,
  ...others,
});

/** Ink everywhere, so that every run shows. */
const picture = {
  width: 400,
  height: 200,
  data: Uint8Array.from({ length: 400 * 200 * 3 }, (_, index) => (Math.floor(index / 3) % 2) * 255),
};
const rowsOf = (...runs: GlyphRun[]): string[] =>
  printedRows(runs, picture, 1).map(({ words }) => words.map(({ text }) => text).join(' '));

describe('the rows of a PDF poster', () => {
  it('hold text with a shadow once', () => {
    assert.deepEqual(rowsOf(run('Results', 32, 102), run('Results', 30, 100)), ['Results']);
  });

  it('hold a word twice that is printed twice', () => {
    assert.deepEqual(rowsOf(run('very', 30, 100), run('very', 75, 100), run('very', 30, 124)), ['very very', 'very']);
  });

  it('end where the next column begins, however narrow the white between them is', () => {
    const drawn = ['one', 'two'].flatMap((column, index) =>
      ['a', 'b', 'c', 'd', 'e', 'f'].map((line, row) => run(`${column}${line}`, 30 + index * 52, 40 + row * 24)),
    );
    assert.deepEqual(rowsOf(...drawn).toSorted(), drawn.map(({ text }) => text).toSorted());
  });

  it('hold no text without ink', () => {
    assert.deepEqual(rowsOf(run('seen', 30, 100), run('unseen', 80, 100, { hidden: true })), ['seen']);
  });
});
