import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TextLine } from '../../../../src/poster/structure/page/page-model.ts';
import { paragraphsOf } from '../../../../src/poster/structure/words/paragraphs.ts';
import { namesSection } from '../../../../src/poster/structure/words/poster-section-names.ts';
import { recognisedRows } from '../../../../src/poster/structure/words/recognised-rows.ts';
import { splitRows } from '../../../../src/poster/structure/words/split-rows.ts';
import { wordRow } from '../../../helpers/draw-panels.ts';

const line = (text: string, y: number): TextLine => {
  const { words } = wordRow({ text, x: 0, y, size: 20 });
  const box = { x0: 0, y0: y - 15, x1: words.at(-1)!.box.x1, y1: y + 4 };
  return { text, words, box, size: 20, confidence: 1, ground: 1, colour: [0, 0, 0], bold: false };
};

const ocrLine = (words: [text: string, confidence: number][]) => {
  const box = { x0: 0, y0: 0, x1: 100, y1: 20 };
  return {
    words: words.map(([text, confidence]) => ({ text, confidence, box })),
    box,
    size: 20,
    block: 0,
    paragraph: 0,
  };
};

describe('text of posters', () => {
  it('joins the lines of a paragraph and undoes hyphenation', () => {
    assert.deepEqual(paragraphsOf([line('We mea-', 20), line('sure speed', 44), line('and more.', 68)]), [
      'We measure speed and more.',
    ]);
  });

  it('writes bullets of all kinds as list items', () => {
    const lines = ['• one', '▪ two', '- three', '* four'].map((text, index) => line(text, 20 + index * 24));
    assert.deepEqual(paragraphsOf(lines), ['- one', '- two', '- three', '- four']);
  });

  it('knows the letters and signs that OCR takes bullets for, with a space behind them or without', () => {
    const lines = ['e One', 'eo Two', '*How many', '«Explore', '¢Main'].map((text, index) =>
      line(text, 20 + index * 24),
    );
    assert.deepEqual(paragraphsOf(lines), ['- One', '- Two', '- How many', '- Explore', '- Main']);
    assert.deepEqual(paragraphsOf([line('et al. A* and *p', 20)]), ['et al. A* and *p']);
  });

  it('leaves out signs that stand by themselves, as strokes and arrows do', () => {
    const lines = ['One.', '|', '→', 'Two = 2.'].map((text, index) => line(text, 20 + index * 100));
    assert.deepEqual(paragraphsOf(lines), ['One.', 'Two = 2.']);
  });

  it('begins a paragraph after a gap, and never a heading by accident', () => {
    assert.deepEqual(paragraphsOf([line('One.', 20), line('# two', 100)]), ['One.', '\\# two']);
  });

  it('knows the names of sections with and without numbers', () => {
    for (const name of ['Introduction', '2. Related Work', 'RESULTS & DISCUSSION', 'Conclusions and future work:'])
      assert.ok(namesSection(name), name);
    for (const name of ['Figure 3', 'a', 'We propose a method', 'Bananas']) assert.ok(!namesSection(name), name);
  });

  it('cuts a row at a gutter and at the edge of a panel, but after a colon only where the look changes', () => {
    const far = wordRow({ text: 'left', x: 0, y: 20, size: 20 });
    const right = wordRow({ text: 'right', x: 300, y: 20, size: 20 });
    const pieces = (words: typeof far.words, groundOf: () => number) =>
      splitRows([{ words, bold: null }], groundOf).map((piece) => piece.words.map(({ text }) => text).join(' '));
    assert.deepEqual(
      pieces([...far.words, ...right.words], () => 1),
      ['left', 'right'],
    );
    let ground = 0;
    assert.deepEqual(
      pieces(wordRow({ text: 'one two', x: 0, y: 20, size: 20 }).words, () => ++ground),
      ['one', 'two'],
    );
    const heading = wordRow({ text: 'Results: what we saw', x: 0, y: 20, size: 20 }).words;
    assert.deepEqual(
      pieces(heading, () => 1),
      ['Results: what we saw'],
    );
    assert.deepEqual(
      pieces(
        heading.map((word, index) => ({ ...word, look: index === 0 ? 'bold' : 'plain' })),
        () => 1,
      ),
      ['Results:', 'what we saw'],
    );
  });

  it('drops and counts words that OCR could not read', () => {
    const { rows, droppedWords } = recognisedRows([
      ocrLine([
        ['good', 0.95],
        ['x%$', 0.1],
        ['words', 0.9],
        ['here', 0.9],
      ]),
    ]);
    assert.deepEqual(
      rows.flatMap(({ words }) => words.map(({ text }) => text)),
      ['good', 'words', 'here'],
    );
    assert.equal(droppedWords, 1);
  });

  it('keeps only what is certain where most of a poster is in doubt', () => {
    const doubtful = ocrLine([
      ['npubem', 0.6],
      ['ceka', 0.55],
      ['BbI', 0.5],
      ['DNA', 0.95],
    ]);
    const { rows, droppedWords } = recognisedRows([doubtful]);
    assert.deepEqual([rows.flatMap(({ words }) => words.map(({ text }) => text)), droppedWords], [['DNA'], 3]);
  });
});
