/** Whatever a file shows, its formulas never swallow the text after them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import katex from 'katex';
import { findFormulas } from '../../../src/paper/formulas/find-formulas.ts';
import { FormulaBook } from '../../../src/paper/formulas/formula-book.ts';
import { pageFormulas } from '../../../src/paper/formulas/page-formulas.ts';
import { pageLines } from '../../../src/paper/lines/lines.ts';
import type { Rect } from '../../../src/pdf/geometry.ts';
import type { ShownGlyph } from '../../../src/pdf/run-builder.ts';
import { look, slot, typed } from '../../helpers/shown-glyphs.ts';

const FONTS = ['CMR10', 'CMMI10', 'CMSY10', 'CMEX10', 'MSBM10', 'LatinModernMath-Regular', 'Times-Roman', 'Unknown'];

const glyph: fc.Arbitrary<ShownGlyph> = fc
  .record({
    font: fc.constantFrom(...FONTS),
    size: fc.constantFrom(5, 7, 10, 10, 10),
    code: fc.integer({ min: 0, max: 255 }),
    text: fc.oneof(
      fc.string({ minLength: 1, maxLength: 1 }),
      fc.constantFrom('$', '\\', '{', '}', '%', '&', '#', '_', '^', '~', '"', '∑', 'x'),
    ),
    column: fc.integer({ min: 0, max: 24 }),
    row: fc.integer({ min: 0, max: 30 }),
  })
  .map(({ font, size, code, text, column, row }) => ({
    look: look(font, size),
    text,
    code,
    space: false,
    x: 50 + column * 5,
    baseline: 100 + row * 3,
    width: size / 2,
  }));

const rule: fc.Arbitrary<Rect> = fc
  .record({
    x: fc.integer({ min: 0, max: 24 }),
    width: fc.integer({ min: 1, max: 20 }),
    row: fc.integer({ min: 0, max: 30 }),
  })
  .map(({ x, width, row }) => ({
    x0: 50 + x * 5,
    x1: 50 + (x + width) * 5,
    y0: 100 + row * 3 - 0.2,
    y1: 100 + row * 3 + 0.2,
  }));

const soup = fc.tuple(fc.array(glyph, { maxLength: 80 }), fc.array(rule, { maxLength: 8 }));

test('in any soup of glyphs and rules, KaTeX parses every formula that is written', () => {
  fc.assert(
    fc.property(soup, ([glyphs, rules]) => {
      for (const { latex, confidence } of findFormulas(glyphs, rules)) {
        if (confidence < 0.5) continue;
        katex.renderToString(latex, { throwOnError: true, strict: false, displayMode: true });
      }
    }),
    { numRuns: 300 },
  );
});

test('in any soup, dollars come in pairs and no glyph of the text is lost', () => {
  fc.assert(
    fc.property(soup, ([glyphs, rules]) => {
      const book = new FormulaBook();
      const { runs, displays } = pageFormulas(glyphs, rules, book);
      const lines = pageLines({ number: 1, runs }).map(({ text }) => text);
      const markdown = book.write([...lines, ...displays.map(({ token }) => token)].join('\n\n'));
      const dollars = markdown.replaceAll(/\\\\|\\\$/g, '').match(/\$/g)?.length ?? 0;
      assert.equal(dollars % 2, 0);
    }),
    { numRuns: 300 },
  );
});

test('thousands of formulas on a page are read in seconds', () => {
  const glyphs = Array.from({ length: 4000 }, (_, i) =>
    typed('x', { font: 'CMMI10', x: 20 + (i % 80) * 6, y: 20 + Math.floor(i / 80) * 14 }),
  ).flat();
  const start = process.cpuUsage();
  findFormulas(glyphs, []);
  const { user, system } = process.cpuUsage(start);
  assert.ok(user + system < 5_000_000, `${(user + system) / 1e6} s`);
});

test('two hundred fractions within each other end as text, in time', () => {
  const rules: Rect[] = [];
  const glyphs: ShownGlyph[] = [...typed('x', { font: 'CMMI10', x: 1000, y: 1000 })];
  for (let i = 1; i <= 200; i++) {
    rules.push({ x0: 1000 - i, x1: 1005 + i, y0: 1000 + i * 8 - 4.2, y1: 1000 + i * 8 - 3.8 });
    glyphs.push(...typed('y', { font: 'CMMI10', x: 1000, y: 1000 + i * 8 + 4 }));
  }
  const start = process.cpuUsage();
  const found = findFormulas(glyphs, rules);
  const { user, system } = process.cpuUsage(start);
  assert.ok(user + system < 5_000_000, `${(user + system) / 1e6} s`);
  for (const { latex } of found) assert.ok(latex.length < 100_000);
});

test('a font whose encoding nobody knows gives no formula', () => {
  const glyphs = [slot(200, { font: 'CMMI10', x: 0, y: 100 }), slot(201, { font: 'CMMI10', x: 5, y: 100 })];
  assert.deepEqual(
    findFormulas(glyphs, []).filter(({ confidence }) => confidence >= 0.5),
    [],
  );
});
