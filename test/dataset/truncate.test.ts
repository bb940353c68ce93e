import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { markdownSections } from '../../src/dataset/markdown-sections.ts';
import { openTokenizer, type Tokenizer } from '../../src/dataset/tokenizer.ts';
import { TRUNCATION_MARK, TRUNCATIONS, truncate } from '../../src/dataset/truncate.ts';

const paragraph = (topic: string, sentences: number) =>
  `${topic} is discussed at some length here. `.repeat(sentences).trim();

const PAPER = [
  '# A paper about posters',
  'A. Author, B. Author',
  '## Abstract',
  paragraph('The abstract', 4),
  '## 1 Introduction',
  paragraph('The introduction', 8),
  '**Figure 1:** A picture of the whole system.',
  '## 2 Method',
  paragraph('The method', 30),
  paragraph('The second part of the method', 30),
  '![Figure 2](figures/fig_2.png)',
  '## 3 Results',
  paragraph('The results', 30),
  '**Table 1.** Accuracy of all methods.',
  '## 4 Conclusion',
  paragraph('The conclusion', 6),
].join('\n\n');

describe('truncate', () => {
  let tokenizer: Tokenizer;
  before(async () => {
    tokenizer = await openTokenizer();
  });

  it('leaves a paper alone that fits', () => {
    const maxTokens = tokenizer.count(PAPER);
    for (const strategy of TRUNCATIONS)
      assert.deepEqual(truncate(PAPER, { maxTokens, strategy, tokenizer }), { markdown: PAPER, cut: false });
  });

  it('never gives more tokens than were asked for, and says that it cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 }), fc.constantFrom(...TRUNCATIONS), (maxTokens, strategy) => {
        const { markdown, cut } = truncate(PAPER, { maxTokens, strategy, tokenizer });
        assert.ok(tokenizer.count(markdown) <= maxTokens);
        assert.equal(cut, markdown !== PAPER);
        if (maxTokens > 20) assert.equal(cut, markdown.includes(TRUNCATION_MARK));
      }),
    );
  });

  it('keeps text in the order of the paper and adds nothing but the mark', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 900 }), fc.constantFrom(...TRUNCATIONS), (maxTokens, strategy) => {
        const kept = truncate(PAPER, { maxTokens, strategy, tokenizer }).markdown.split('\n\n');
        const places = kept.filter((block) => block !== TRUNCATION_MARK).map((block) => PAPER.indexOf(block));
        assert.ok(places.every((place) => place >= 0));
        assert.deepEqual(
          places,
          places.toSorted((a, b) => a - b),
        );
      }),
    );
  });

  it('keeps captions and pictures of the sections that it drops', () => {
    for (const strategy of TRUNCATIONS) {
      const { markdown } = truncate(PAPER, { maxTokens: 250, strategy, tokenizer });
      for (const caption of ['**Figure 1:** A', '![Figure 2](', '**Table 1.** Accuracy'])
        assert.ok(markdown.includes(caption), `${strategy} lost ${caption}`);
    }
  });

  it('cuts between sections, not inside them, where some fit whole', () => {
    const { markdown } = truncate(PAPER, { maxTokens: 300, strategy: 'head', tokenizer });
    assert.ok(markdown.includes(paragraph('The introduction', 8)));
    assert.ok(!markdown.includes('The method is') && !markdown.includes('## 2 Method'));
  });

  it('keeps the end of the paper where the conclusion is asked for, its beginning where the head is', () => {
    const central = truncate(PAPER, { maxTokens: 300, strategy: 'abstract-intro-conclusion', tokenizer }).markdown;
    for (const topic of ['The abstract', 'The introduction', 'The conclusion'])
      assert.ok(central.includes(`${topic} is`));
    assert.ok(!truncate(PAPER, { maxTokens: 300, strategy: 'head', tokenizer }).markdown.includes('The conclusion is'));
  });

  it('keeps something of every section where sections are asked for', () => {
    const { markdown } = truncate(PAPER, { maxTokens: 700, strategy: 'sections', tokenizer });
    const titles = (text: string) => markdownSections(text).map(({ title }) => title);
    assert.deepEqual(titles(markdown), titles(PAPER));
  });

  it('cuts one endless paragraph between two words', () => {
    const { markdown } = truncate('word '.repeat(5000), { maxTokens: 100, strategy: 'head', tokenizer });
    assert.match(markdown, /^(word ?)+\n\n\[… truncated …\]$/);
  });

  it('takes hostile text for text: special tokens, endless words, no text at all', () => {
    assert.equal(truncate('', { maxTokens: 1, strategy: 'head', tokenizer }).cut, false);
    assert.ok(tokenizer.count('<|endoftext|>') > 1);
    const started = performance.now();
    truncate('漢'.repeat(200_000), { maxTokens: 100, strategy: 'sections', tokenizer });
    assert.ok(performance.now() - started < 20_000, 'a long unbroken run must not take the square of its length');
  });
});

describe('markdownSections', () => {
  it('does not take a # inside a fence for a heading', () => {
    const sections = markdownSections('intro\n\n# One #\ntext\n```sh\n# not a heading\n\n## nor this\n```\n## Two\n');
    assert.deepEqual(sections, [
      { title: '', level: 0, blocks: ['intro'] },
      { title: 'One', level: 1, blocks: ['# One #', 'text\n```sh\n# not a heading\n\n## nor this\n```'] },
      { title: 'Two', level: 2, blocks: ['## Two'] },
    ]);
  });
});
