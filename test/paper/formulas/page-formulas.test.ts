import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FormulaBook } from '../../../src/paper/formulas/formula-book.ts';
import { formulaRuns, pageFormulas } from '../../../src/paper/formulas/page-formulas.ts';
import { pageLines } from '../../../src/paper/lines/lines.ts';
import type { ShownGlyph } from '../../../src/pdf/run-builder.ts';
import { slot, typed } from '../../helpers/shown-glyphs.ts';

const MATH = { font: 'CMMI10' };
const sentence = (text: string, y: number): ShownGlyph[] => typed(text, { x: 50, y });

/** A line of words with `x = y` in it, from 200 points on. */
const withInline = (y: number): ShownGlyph[] => [
  ...typed('so we know well that', { x: 50, y }),
  ...typed('x', { ...MATH, x: 155, y }),
  ...typed('=', { x: 162.8, y, advance: 0.78 }),
  ...typed('y', { ...MATH, x: 173.4, y }),
  ...typed('holds for all of them.', { x: 182, y }),
];

const written = (glyphs: readonly ShownGlyph[]): string => {
  const book = new FormulaBook();
  const { runs } = pageFormulas(glyphs, [], book);
  return book.write(
    pageLines({ number: 1, runs })
      .map(({ text }) => text)
      .join('\n'),
  );
};

test('a formula in a line of words is one run of it, and the words stay', () => {
  assert.equal(written(withInline(100)), 'so we know well that $x = y$ holds for all of them.');
});

test('letters of a text face are no formula, nor are the marks of lists', () => {
  const bullet = { ...slot(15, { font: 'CMSY10', x: 40, y: 100 }), text: '•' };
  assert.equal(written([bullet, ...sentence('nothing but words', 100)]), '• nothing but words');
});

test('what stands alone in the middle is displayed, and a number at the margin is its own', () => {
  const text = [
    'the words of a paragraph that fills',
    'its lines and leads into a formula',
    'and goes on right below in its lines',
    'until the last of all those words.',
  ];
  const lines = [60, 72, 130, 142].flatMap((y, i) => sentence(text[i] ?? '', y));
  const formula = [
    ...typed('a', { ...MATH, x: 110, y: 100 }),
    ...typed('=', { x: 117.8, y: 100, advance: 0.78 }),
    ...typed('b', { ...MATH, x: 128.4, y: 100 }),
    ...typed('(3)', { x: 213, y: 100 }),
  ];
  const book = new FormulaBook();
  const { displays } = pageFormulas([...lines, ...formula], [], book);
  assert.deepEqual(
    displays.map(({ token }) => book.find(token)).map((found) => [found?.latex, found?.number]),
    [['a = b', '3']],
  );
});

test("a poster's page gives each formula as one run", () => {
  const book = new FormulaBook();
  const runs = formulaRuns({ glyphs: withInline(100), graphics: { drawings: [], forms: [] } }, book);
  assert.deepEqual(
    runs.filter(({ font }) => font.math).map(({ text }) => book.find(text)?.latex),
    ['x = y'],
  );
});
