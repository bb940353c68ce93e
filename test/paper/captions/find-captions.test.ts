import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findCaptions } from '../../../src/paper/captions/find-captions.ts';
import type { PageLine } from '../../../src/paper/captions/page-line.ts';
import { textLook } from '../../../src/paper/captions/text-look.ts';

const BODY = 10;

function line(text: string, baseline: number, look: Partial<PageLine> = {}): PageLine {
  const size = look.size ?? BODY;
  const x0 = look.x0 ?? 72;
  const x1 = look.x1 ?? x0 + text.length * 0.45 * size;
  const y = { y0: baseline - 0.75 * size, y1: baseline + 0.22 * size };
  return {
    x0,
    x1,
    ...y,
    page: 1,
    text,
    baseline,
    size,
    bold: false,
    italic: false,
    lead: null,
    angle: 0,
    breaks: [],
    font: 'Body',
    ...look,
  };
}

const paragraph = (from: number, texts: readonly string[]): PageLine[] =>
  texts.map((text, i) => line(text.padEnd(100, ' and more of the same'), from + 12 * i));

function captionsOf(lines: readonly PageLine[], drawn: PageLine[] = []) {
  const pages = [{ number: 1, lines, rules: drawn, pictures: [] }];
  return findCaptions(pages, textLook(pages));
}

const FILLER = paragraph(100, Array(12).fill('Running text that says what running text says'));

test('a caption runs over its lines and ends before the text below', () => {
  const caption = [
    line('Figure 1: Latency of three queues over a day, where the shaded band is the', 400, { size: 9 }),
    line('range of ten runs and lines are medi-', 411, { size: 9 }),
    line('ans.', 422, { size: 9 }),
  ];
  const [found, ...others] = captionsOf([...FILLER, ...caption, ...paragraph(445, ['The text goes on', 'and on'])]);
  assert.equal(others.length, 0);
  assert.equal(found?.label, 'Figure 1');
  assert.equal(
    found.text,
    'Latency of three queues over a day, where the shaded band is the range of ten runs and lines are medians.',
  );
  assert.deepEqual(found.lines, caption);
});

test('a sentence that begins a line with a label is no caption', () => {
  const text = paragraph(400, [
    'The error falls fast, as is seen in',
    'Figure 2 shows the rest. The error of',
    'Table 1. We',
  ]);
  assert.deepEqual(captionsOf([...FILLER, ...text]), []);
});

test('of two lines with one label the one set as a caption is taken', () => {
  const mention = paragraph(300, [
    'A new paragraph.',
    'Figure 3. is the wrong way to say it in the middle of a paragraph',
  ]);
  const caption = line('Figure 3. Cost by size.', 500, { size: 9 });
  assert.deepEqual(
    captionsOf([...FILLER, ...mention, caption]).map((found) => found.lines[0]),
    [caption],
  );
});

test('a label on a line of its own takes the lines below it', () => {
  const lines = [
    line('TABLE IV', 400, { size: 8, x0: 280 }),
    line('CONFUSION OF SIX CLASSES', 410, { size: 8, x0: 240 }),
  ];
  const [found] = captionsOf([...FILLER, ...lines]);
  assert.equal(found?.text, 'CONFUSION OF SIX CLASSES');
});

test('a caption never runs across a rule', () => {
  const lines = [line('Table 1: Results', 400), line('Method and score and error', 412)];
  const rule = line('', 405, { x0: 72, x1: 500 });
  const [found] = captionsOf([...FILLER, ...lines], [{ ...rule, y0: 403, y1: 404 }]);
  assert.equal(found?.text, 'Results');
});

test('a list of figures is not read as captions', () => {
  assert.deepEqual(captionsOf([line('Figure 1: Overview . . . . . . . . . . . . 12', 100)]), []);
});

test('a table that goes on has a caption for each part', () => {
  const parts = [line('Table 1: Scores of all runs.', 400, { size: 9 }), line('Table 1: Continued.', 600, { size: 9 })];
  const texts = captionsOf([...FILLER, ...parts]).map((caption) => caption.text);
  assert.deepEqual(texts, ['Scores of all runs.', 'Continued.']);
});
