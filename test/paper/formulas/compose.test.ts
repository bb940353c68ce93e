import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxOfGlyph } from '../../../src/paper/formulas/glyphs/read-glyphs.ts';
import { composeRows } from '../../../src/paper/formulas/tree/compose.ts';
import type { Rect } from '../../../src/pdf/geometry.ts';
import type { ShownGlyph } from '../../../src/pdf/run-builder.ts';
import { slot, typed } from '../../helpers/shown-glyphs.ts';

const MATH = 'CMMI10';
const SCRIPT = { font: 'CMMI7', size: 7 };

const latex = (glyphs: readonly ShownGlyph[], rules: readonly Rect[] = []): string =>
  composeRows(
    glyphs.flatMap((glyph, i) => boxOfGlyph(glyph, i) ?? []),
    rules,
  ).join(' \\\\ ');

const rule = (x0: number, x1: number, y: number): Rect => ({ x0, x1, y0: y - 0.2, y1: y + 0.2 });

test('what is smaller and raised or lowered is a script, and may have one of its own', () => {
  const x = typed('x', { font: MATH, x: 0, y: 100 });
  const n = typed('n', { ...SCRIPT, x: 5.2, y: 101.5 });
  const k = typed('k', { font: 'CMMI5', size: 5, x: 8.8, y: 102.4 });
  const two = typed('2', { font: 'CMR7', size: 7, x: 5.2, y: 96.3 });
  assert.equal(latex([...x, ...n, ...two]), 'x_n^2');
  assert.equal(latex([...x, ...n, ...k]), 'x_{n_k}');
});

test('a rule with signs over and under it is a fraction, a rule over signs alone is a bar', () => {
  const over = typed('a', { font: MATH, x: 2, y: 93 });
  const under = typed('bcd', { font: MATH, x: 0, y: 107 });
  assert.equal(latex([...over, ...under], [rule(0, 15, 97.5)]), '\\frac{a}{bcd}');
  assert.equal(latex(typed('xy', { font: MATH, x: 0, y: 100 }), [rule(0, 10, 94.2)]), '\\overline{xy}');
});

test('a root reaches as far as its rule', () => {
  const sign = slot(112, { font: 'CMSY10', x: 0, y: 93, advance: 0.83 });
  const letters = typed('xy', { font: MATH, x: 8.3, y: 100 });
  const after = typed('z', { font: MATH, x: 19, y: 100 });
  assert.equal(latex([sign, ...letters, ...after], [rule(8.3, 18.3, 92.8)]), '\\sqrt{xy}z');
});

test('what stands over and under a sum are its limits, however wide they are', () => {
  const sum = slot(88, { x: 10, y: 90.5, advance: 1.44 });
  const under = typed('i∈X', { ...SCRIPT, x: 11, y: 112 });
  const over = typed('n', { ...SCRIPT, x: 15, y: 88 });
  const term = typed('x', { font: MATH, x: 26, y: 100 });
  assert.equal(latex([sum, ...under, ...over, ...term]), '\\sum_{i \\in X}^{n}x');
});

test('rows between tall brackets are a matrix', () => {
  const [open, close] = [slot(18, { x: 0, y: 85.8, advance: 0.6 }), slot(19, { x: 36, y: 85.8, advance: 0.6 })];
  const cells = [
    ...typed('a', { font: MATH, x: 8, y: 94 }),
    ...typed('b', { font: MATH, x: 26, y: 94 }),
    ...typed('c', { font: MATH, x: 8, y: 106 }),
    ...typed('d', { font: MATH, x: 26, y: 106 }),
  ];
  assert.equal(latex([open, ...cells, close]), '\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}');
});

test('rows after a tall brace that nothing closes are cases', () => {
  const brace = slot(26, { x: 0, y: 85.8, advance: 0.8 });
  const first = typed('a', { font: MATH, x: 9, y: 94 });
  const second = typed('b', { font: MATH, x: 9, y: 106 });
  assert.equal(latex([brace, ...first, ...second]), '\\begin{cases} a \\\\ b \\end{cases}');
});

test('an accent is written over its letter, and a stroke through a relation negates it', () => {
  const x = typed('x', { font: MATH, x: 0, y: 100 });
  const hat = typed('ˆ', { x: 0.3, y: 100 });
  assert.equal(latex([...hat, ...x]), '\\hat{x}');
  const stroke = slot(54, { font: 'CMSY10', x: 10, y: 100, advance: 0 });
  const equals = typed('=', { x: 10, y: 100, advance: 0.78 });
  const y = typed('y', { font: MATH, x: 20, y: 100 });
  assert.equal(latex([...x, stroke, ...equals, ...y]), 'x \\neq y');
});

test('signs whose slots look like white space are read all the same', () => {
  assert.equal(
    latex([slot(32, { font: 'CMMI10', x: 0, y: 100 }), slot(9, { font: 'CMMI10', x: 5, y: 100 })]),
    '\\psi\\Psi',
  );
});

test('upright letters are the name of an operator, words, or an alphabet of their own', () => {
  const x = typed('x', { font: MATH, x: 16.7, y: 100 });
  assert.equal(latex([...typed('sin', { x: 0, y: 100 }), ...x]), '\\sin x');
  assert.equal(latex([...typed('xor', { x: 0, y: 100 }), ...x]), '\\operatorname{xor}x');
  assert.equal(latex(typed('R', { font: 'MSBM10', x: 0, y: 100 })), '\\mathbb{R}');
});
