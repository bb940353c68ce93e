import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageLines } from '../../../src/paper/lines/lines.ts';
import type { GlyphRun } from '../../../src/pdf/glyph-run.ts';

const font: GlyphRun['font'] = { name: 'Body', serif: true, bold: false, italic: false, mono: false, math: false };

const run = (x: number, baseline: number, text: string, width: number): GlyphRun => ({
  text,
  x,
  baseline,
  width,
  size: 10,
  angle: 0,
  font,
  colour: '#000000',
  spaceAfter: false,
  hidden: false,
});

const read = (runs: readonly GlyphRun[]) => pageLines({ number: 1, runs }).map((line) => line.text);

test('a fraction and tall brackets that are drawn between the words of a line are read there', () => {
  const runs = [
    run(50, 100, 'The angle is arctan', 90),
    run(141, 88, '(', 6),
    run(148, 93, 'p', 6),
    run(148, 107, 'q', 6),
    run(155, 88, ')', 6),
    run(163, 100, 'in units of', 50),
    run(50, 112, 'one, which is the next line.', 120),
  ];
  assert.deepEqual(read(runs), ['The angle is arctan(p q) in units of', 'one, which is the next line.']);
});

test('cells of a table stay apart, although some stand half a line lower', () => {
  const runs = [run(50, 100, 'Method', 40), run(150, 106, 'both', 20), run(250, 100, 'Result', 40)];
  assert.deepEqual(read(runs).toSorted(), ['Method', 'Result', 'both']);
});
