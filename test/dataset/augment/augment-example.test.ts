import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AUGMENTATIONS, augmentExample } from '../../../src/dataset/augment/augment-example.ts';
import { sharedArea } from '../../../src/dataset/boxes.ts';
import { type LayoutSection, type PosterLayout, TrainingExample } from '../../../src/model/schemas.ts';
import { arbitraryExample } from '../../helpers/arbitrary-example.ts';

/** Examples whose content has every section of the layout, in reading order, and every figure. */
const drawn = arbitraryExample.map((example): TrainingExample => {
  const { sections, figures } = example.poster_layout;
  const titled = sections.map((section, i) => ({ ...section, title: `Part ${String.fromCharCode(97 + i)}` }));
  const parts = titled.map(({ id, title }) => {
    const pictures = figures.filter(({ section_id }) => section_id === id).map(({ id }) => `![${id}](figure)`);
    return [`## ${title}`, `Text of ${title}.`, ...pictures].join('\n\n');
  });
  return {
    ...example,
    poster_layout: { ...example.poster_layout, sections: titled },
    poster_markdown: ['# The title', ...parts].join('\n\n'),
  };
});

const augmentOne = (example: TrainingExample, name: (typeof AUGMENTATIONS)[number], seed = 1) =>
  augmentExample(example, { augment: [name], copies: 1, seed });

const overlapping = (sections: readonly LayoutSection[]) =>
  sections.some((a, i) => sections.slice(i + 1).some((b) => sharedArea(a.bbox_pct, b.bbox_pct) > 0));

describe('augmentExample', () => {
  it('gives variants that pass the schema, stay on the page and let no section into another', () => {
    fc.assert(
      fc.property(drawn, fc.subarray([...AUGMENTATIONS], { minLength: 1 }), fc.nat(), (example, augment, seed) => {
        for (const variant of augmentExample(example, { augment, copies: 3, seed })) {
          TrainingExample.parse(variant);
          assert.ok(!overlapping(variant.poster_layout.sections));
        }
      }),
    );
  });

  it('leaves the paper and its identity alone, and numbers the copies', () => {
    fc.assert(
      fc.property(drawn, (example) => {
        const variants = augmentExample(example, { augment: ['jitter-layout'], copies: 3, seed: 5 });
        assert.deepEqual(
          variants.map(({ quality }) => quality?.copy),
          [1, 2, 3],
        );
        for (const { paper_id, paper_markdown, paper_title } of variants)
          assert.deepEqual(
            [paper_id, paper_markdown, paper_title],
            [example.paper_id, example.paper_markdown, example.paper_title],
          );
      }),
    );
  });

  it('gives the same variants for the same seed, and others for another', () => {
    const [example] = fc.sample(drawn, { seed: 3, numRuns: 1 });
    assert.ok(example);
    const variants = (seed: number) => augmentExample(example, { augment: AUGMENTATIONS, copies: 2, seed });
    assert.deepEqual(variants(1), variants(1));
    assert.notDeepEqual(variants(1), variants(2));
  });

  it('gives no copy where nothing could be varied', () => {
    fc.assert(
      fc.property(arbitraryExample, (example) => {
        assert.deepEqual(augmentOne({ ...example, poster_markdown: 'No headings.' }, 'shuffle-sections'), []);
        assert.deepEqual(augmentOne({ ...example, poster_markdown: 'No pictures.' }, 'drop-figures'), []);
      }),
    );
  });
});

describe('shuffle-sections', () => {
  it('reads the content in the order of the layout, every section with its own text and figures', () => {
    fc.assert(
      fc.property(drawn, fc.nat(), (example, seed) => {
        for (const { poster_layout, poster_markdown } of augmentOne(example, 'shuffle-sections', seed)) {
          const { sections, reading_order, figures } = poster_layout;
          const titles = reading_order.map((id) => sections.find((section) => section.id === id)?.title);
          assert.deepEqual(
            [...poster_markdown.matchAll(/^## (.*)$/gm)].map(([, title]) => title),
            titles,
          );
          for (const { id, section_id } of figures) {
            const home = sections.find((section) => section.id === section_id);
            assert.match(poster_markdown, new RegExp(`## ${home?.title}\n\n[^#]*!\\[${id}\\]`));
          }
        }
      }),
    );
  });

  it('moves sections within their column only, and numbers them from the top', () => {
    fc.assert(
      fc.property(drawn, fc.nat(), (example, seed) => {
        const columnOf = (layout: PosterLayout) => new Map(layout.sections.map(({ title, column }) => [title, column]));
        for (const { poster_layout } of augmentOne(example, 'shuffle-sections', seed)) {
          assert.deepEqual([...columnOf(poster_layout)].toSorted(), [...columnOf(example.poster_layout)].toSorted());
          for (const column of new Set(poster_layout.sections.map((section) => section.column))) {
            const stack = poster_layout.sections.filter((section) => section.column === column);
            const byHeight = stack.toSorted((a, b) => a.bbox_pct[1] - b.bbox_pct[1]);
            assert.deepEqual(
              byHeight.map(({ row_in_column }) => row_in_column),
              stack.map((_, i) => i + 1),
            );
          }
        }
      }),
    );
  });
});

describe('jitter-layout', () => {
  it('moves no edge by more than one percent of the page', () => {
    fc.assert(
      fc.property(drawn, fc.nat(), (example, seed) => {
        for (const { poster_layout } of augmentOne(example, 'jitter-layout', seed))
          poster_layout.sections.forEach(({ bbox_pct: [x, y, w, h] }, i) => {
            const [ox, oy, ow, oh] = example.poster_layout.sections[i]!.bbox_pct;
            for (const shift of [x - ox, y - oy, x + w - ox - ow, y + h - oy - oh]) assert.ok(Math.abs(shift) <= 1.02);
          });
      }),
    );
  });
});

describe('recolour', () => {
  it('turns hues and leaves greys, boxes and words', () => {
    fc.assert(
      fc.property(drawn, fc.nat(), (example, seed) => {
        for (const { poster_layout, poster_markdown } of augmentOne(example, 'recolour', seed)) {
          assert.equal(poster_layout.color_scheme.text, '#000000');
          assert.notEqual(poster_layout.color_scheme.accent, '#cc0000');
          assert.equal(poster_markdown, example.poster_markdown);
        }
      }),
    );
  });
});

describe('drop-figures', () => {
  it('drops at least one figure, of layout and content alike, and says so in its section', () => {
    fc.assert(
      fc.property(drawn, fc.nat(), (example, seed) => {
        const variants = augmentOne(example, 'drop-figures', seed);
        assert.equal(variants.length, example.poster_layout.figures.length > 0 ? 1 : 0);
        for (const { poster_layout, poster_markdown } of variants) {
          assert.ok(poster_layout.figures.length < example.poster_layout.figures.length);
          assert.deepEqual(
            [...poster_markdown.matchAll(/!\[(.*?)\]/g)].map(([, id]) => id),
            poster_layout.figures.map(({ id }) => id),
          );
          for (const { id, has_figures } of poster_layout.sections)
            assert.equal(
              has_figures,
              poster_layout.figures.some(({ section_id }) => section_id === id),
            );
        }
      }),
    );
  });
});
