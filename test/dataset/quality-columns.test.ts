import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { numberGrounding, numbersOf, wordGrounding } from '../../src/dataset/grounding.ts';
import { NearDuplicates } from '../../src/dataset/identity/near-duplicates.ts';
import { notedQuality, QUALITY_COLUMNS, qualityColumns, shortcomingOf } from '../../src/dataset/quality-columns.ts';
import { balancedRepeats } from '../../src/dataset/shaping/balance.ts';
import type { TrainingExample } from '../../src/model/schemas.ts';
import { arbitraryExample } from '../helpers/arbitrary-example.ts';

const exampleWith = (fields: Partial<TrainingExample>): TrainingExample => {
  const [example] = fc.sample(arbitraryExample, { seed: 11, numRuns: 1 });
  assert.ok(example);
  return { ...example, ...fields };
};

describe('grounding', () => {
  it('counts each word of the poster as often as it is said', () => {
    assert.equal(wordGrounding('Great great posters win', 'great papers make posters'), 3 / 4);
    assert.equal(wordGrounding('a 12 !', 'anything'), null);
  });

  it('compares numbers by value, whatever their separators and signs', () => {
    assert.deepEqual(numbersOf('1,200 posters, 92.50 % of 3 (x2, BERT4) in 2024.'), [1200, 92.5, 3, 2024]);
    assert.equal(numberGrounding('92.5 and 1200 and 7', 'We had 1,200 posters; 92.50% were fine.'), 2 / 3);
  });
});

describe('qualityColumns', () => {
  it('gives every example the same columns, and keeps what the engine noted', () => {
    fc.assert(
      fc.property(arbitraryExample, (example) => {
        const columns = qualityColumns({ ...example, quality: { ...example.quality, confidence: 0.8 } });
        assert.deepEqual(Object.keys(columns), [...QUALITY_COLUMNS]);
        assert.equal(columns.confidence, 0.8);
        assert.equal(columns.sections, example.poster_layout.sections.length);
      }),
    );
  });

  it('names the shortcoming of an example below the bar', () => {
    const invented = exampleWith({
      paper_markdown: 'one two three',
      poster_markdown: 'three four five six',
      quality: null,
    });
    assert.match(shortcomingOf(invented, { minGrounding: 0.5, requireFigures: false }) ?? '', /25 %/);
    assert.equal(shortcomingOf(invented, { minGrounding: 0.25, requireFigures: false }), null);
    assert.match(shortcomingOf(invented, { minGrounding: 0, requireFigures: true }) ?? '', /no figure/);
  });
});

describe('NearDuplicates', () => {
  const hashWith = (changed: number) => Uint8Array.from({ length: 256 }, (_, i) => (i < changed ? 1 : 0));

  it('knows a picture again whose hash differs in an eighth of the bits, and takes one that differs in more for another', () => {
    const seen = new NearDuplicates();
    assert.equal(seen.seenAs('a', hashWith(0)), null);
    assert.equal(seen.seenAs('b', hashWith(32)), 'a');
    assert.equal(seen.seenAs('c', hashWith(33)), null);
    assert.equal(seen.seenAs('d', hashWith(64)), 'c');
  });
});

describe('notedQuality', () => {
  it('adds the repairs up, and has both columns whatever an engine noted', () => {
    assert.deepEqual(notedQuality({ confidence: 0.8, repairs: { boxes_clamped: 2, ids_renumbered: 1 } }), {
      confidence: 0.8,
      repairs: 3,
    });
    assert.deepEqual(notedQuality({ engine: 'x' }), { confidence: null, repairs: null });
  });
});

describe('balancedRepeats', () => {
  it('repeats the rare until they draw level, at most four times', () => {
    const repeats = balancedRepeats(
      new Map([
        [3, 100],
        [4, 50],
        [2, 40],
        [1, 2],
      ]),
    );
    assert.deepEqual(
      [...repeats],
      [
        [3, 1],
        [4, 2],
        [2, 3],
        [1, 4],
      ],
    );
    assert.deepEqual([...balancedRepeats(new Map())], []);
  });
});
