/** Examples for property tests: any text, any valid layout. */
import fc from 'fast-check';
import type { Box, PosterLayout, TrainingExample } from '../../src/model/schemas.ts';

const percent = fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10);
const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const colour = fc.constantFrom('#ffffff', '#003366', '#cc0000');

export const arbitraryBox: fc.Arbitrary<Box> = fc
  .tuple(percent, percent, percent, percent)
  .map(([a, b, c, d]): Box => [Math.min(a, c), Math.min(b, d), Math.abs(a - c), Math.abs(b - d)]);

/** Sections stacked in their columns as on a real poster: they never overlap. */
export const arbitraryLayout: fc.Arbitrary<PosterLayout> = fc
  .record({
    rows: fc.array(fc.integer({ min: 1, max: 3 }), {
      minLength: 1,
      maxLength: 4,
    }),
    titles: fc.infiniteStream(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 })),
    figureOn: fc.infiniteStream(fc.boolean()),
    colour,
  })
  .map(({ rows, titles, figureOn, colour }) => buildLayout(rows, titles, figureOn, colour));

function buildLayout(
  rows: readonly number[],
  titles: Iterator<string>,
  figureOn: Iterator<boolean>,
  colour: string,
): PosterLayout {
  const width = 96 / rows.length;
  const sections = rows.flatMap((count, column) =>
    Array.from({ length: count }, (_, row) => {
      const box: Box = [2 + column * width, 12 + (row * 84) / count, width - 1, 84 / count - 1];
      return { column: column + 1, row_in_column: row + 1, bbox_pct: box };
    }),
  );
  const withFigures = sections.map((section, index) => ({
    ...section,
    index,
    figure: figureOn.next().value === true,
  }));
  return {
    paper_id: 'p1',
    poster_path: '/tmp/p1/poster.png',
    poster: {
      orientation: 'landscape',
      aspect_ratio: '4:3',
      background: '#ffffff',
    },
    header: {
      height_pct: 10,
      background: colour,
      title_alignment: 'center',
      logo_positions: ['left'],
    },
    footer: { present: false, height_pct: 0, content: null },
    body: {
      columns: rows.length,
      column_widths: rows.map(() => `${Math.round(100 / rows.length)}%`),
      gutter_pct: 1,
    },
    sections: withFigures.map(({ index, figure, ...place }) => ({
      id: `s${index + 1}`,
      title: String(titles.next().value),
      ...place,
      content_type: figure ? 'mixed' : 'text',
      has_figures: figure,
      style: { header_bg: colour, body_bg: '#ffffff', border: null },
    })),
    figures: withFigures
      .filter(({ figure }) => figure)
      .map(({ index, bbox_pct: [x, y, w, h] }, number) => ({
        id: `f${number + 1}`,
        section_id: `s${index + 1}`,
        type: 'plot',
        description: null,
        bbox_pct: [x + w / 4, y + h / 4, w / 2, h / 2],
        paper_figure: `Figure ${number + 1}`,
      })),
    color_scheme: {
      primary: colour,
      secondary: '#336699',
      accent: '#cc0000',
      text: '#000000',
      background: '#ffffff',
    },
    reading_order: sections.map((_, index) => `s${index + 1}`),
  };
}

export const arbitraryExample: fc.Arbitrary<TrainingExample> = fc
  .record({
    id: fc.stringMatching(/^[a-z0-9]{1,8}$/),
    title: text,
    abstract: text,
    paper: text,
    poster: text,
    layout: arbitraryLayout,
    conference: fc.option(text),
    year: fc.option(fc.integer({ min: 1990, max: 2030 })),
    topics: fc.array(text, { maxLength: 3 }),
    provenance: fc.option(
      fc.record(
        { poster: fc.constant(null), paper: fc.constant(null), license: fc.constant('CC-BY-4.0') },
        { noNullPrototype: true },
      ),
    ),
    quality: fc.option(fc.constant({ word_grounding: 0.5, other: true })),
  })
  .map(({ id, title, abstract, paper, poster, layout, ...rest }) => ({
    paper_id: id,
    paper_title: title,
    paper_abstract: abstract,
    paper_markdown: paper,
    poster_markdown: poster,
    poster_layout: {
      ...layout,
      paper_id: id,
      poster_path: `/tmp/${id}/poster.png`,
    },
    figure_matches: [],
    ...rest,
  }));
