import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { judge } from '../../src/draw/page/gates.ts';
import { openFormulaSetter } from '../../src/draw/type/set-formula.ts';
import { drawn, figureOf, layoutOf, pictureOf, wordsOf } from '../helpers/poster-to-draw.ts';

const TITLES = ['Motivation', 'Method', 'Results', 'Conclusion'];
const written = (counts: readonly number[]): string =>
  [
    '# A title',
    'A. Author, B. Author',
    ...TITLES.flatMap((title, i) => [`## ${title}`, wordsOf(counts[i] ?? 20)]),
  ].join('\n\n');

test('a poster of a few hundred words is print-ready, and its text is as large as there is room for', () => {
  const few = drawn({ layout: layoutOf(TITLES, 2), markdown: written([40, 40, 40, 40]) });
  const many = drawn({ layout: layoutOf(TITLES, 2), markdown: written([400, 400, 400, 400]) });
  for (const drawing of [few, many]) assert.deepEqual(judge(drawing).print_ready, true);
  const sizeOf = (drawing: typeof few) => judge(drawing).gates.legible.measured ?? 0;
  assert.ok(sizeOf(few) > sizeOf(many), 'less text is set larger');
});

test('whatever the amounts, columns and sizes: nothing leaves its box, nothing overlaps, and what is cut is named', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 2500 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(
      amounts,
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom('layout', 'plain'),
      (counts, columns, theme) => {
        const drawing = drawn({ layout: layoutOf(TITLES, columns), markdown: written(counts) }, { theme });
        const { inside, apart, filled, contrast, legible, complete } = judge(drawing).gates;
        for (const gate of [inside, apart, filled, contrast, legible]) assert.deepEqual(gate.problems, []);
        const shown = drawing.boxes.filter(({ kind }) => kind === 'section').length;
        assert.equal(complete.ok, shown === TITLES.length && drawing.missing.length === 0);
      },
    ),
    { numRuns: 8 },
  );
});

test('columns that cannot hold their text as told are balanced before anything is cut', () => {
  const layout = layoutOf(TITLES, 4);
  const crowded = { ...layout, sections: layout.sections.map((section, i) => ({ ...section, column: i < 3 ? 1 : 4 })) };
  const drawing = drawn({ layout: crowded, markdown: written([700, 700, 700, 20]) });
  const places = new Set(drawing.boxes.filter(({ kind }) => kind === 'section').map(({ area }) => Math.round(area.x)));
  assert.ok(places.size > 2, 'more columns than were told');
  assert.ok(judge(drawing).print_ready);
});

test('a text that fits no page is cut, and the section that lost some of it is named', () => {
  const blocks = Array.from({ length: 80 }, () => wordsOf(150)).join('\n\n');
  const drawing = drawn({ layout: layoutOf(TITLES, 2), markdown: `# A title\n\n## Motivation\n\n${blocks}` });
  const { print_ready, gates } = judge(drawing);
  assert.ok(!print_ready && gates.inside.ok);
  assert.match(gates.complete.problems.join(), /of the 80 blocks of "Motivation" do not fit/);
});

test('a picture is drawn no larger than it is sharp; one that is not at hand is named and its place kept', async () => {
  const layout = layoutOf(TITLES, 2, [
    figureOf('figure_1', 'section_1', 'Figure 1'),
    figureOf('figure_2', 'section_2', null),
  ]);
  const markdown = '# T\n\n## Motivation\n\n![Figure 1](figures/fig_1.png)\n\n## Method\n\n*Figure: a plot of speed*';
  const drawing = drawn({ layout, markdown, pictures: new Map([['Figure 1', await pictureOf(700, 500)]]) });
  const { sharp, complete } = judge(drawing).gates;
  assert.deepEqual([sharp.ok, complete.problems], [true, ['no picture for figure_2: a plot of speed']]);
  assert.ok((sharp.measured ?? 0) >= 100);
  const kinds = drawing.boxes.flatMap(({ marks }) => marks.map(({ kind }) => kind));
  assert.equal(kinds.filter((kind) => kind === 'picture').length, 1);
});

test('formulas are set as outlines; what is no formula stands as it was written, and is named', async () => {
  const formulas = await openFormulaSetter();
  assert.ok(formulas, 'mathjax-full is installed for the tests');
  const markdown = '# T\n\n## Motivation\n\nHere $\\frac{a}{b}$ and $\\nosuchmacro{x}$.\n\n$$\\sum_i x_i$$';
  const drawing = drawn({ layout: layoutOf(TITLES, 2), markdown }, { formulas });
  const { complete } = judge(drawing).gates;
  assert.deepEqual(complete.problems, ['no formula that can be set: \\nosuchmacro{x}']);
  const display = drawing.boxes.flatMap(({ marks }) => marks.filter((mark) => mark.kind === 'formula'));
  assert.equal(display.length, 1);
  assert.ok((display[0]?.formula.outlines.length ?? 0) > 3);
});

test('without MathJax a formula tells which package it needs', () => {
  const drawing = drawn({ layout: layoutOf(TITLES, 2), markdown: '# T\n\n## Motivation\n\nHere $x$.' });
  assert.match(judge(drawing).gates.complete.problems.join(), /need the package mathjax-full: x/);
});

test('signs that no font has are named, and the rest of the line is set', () => {
  const drawing = drawn({ layout: layoutOf(TITLES, 2), markdown: '# T\n\n## Motivation\n\nα → β ≤ 漢 𝑥' });
  assert.deepEqual(judge(drawing).gates.complete.problems, ['no font here has 漢']);
});
