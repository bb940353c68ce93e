import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reconcile } from '../../../src/figures/match/reconcile.ts';
import type { Box, FigureMatch, LayoutFigure, LayoutSection } from '../../../src/model/schemas.ts';
import { PosterLayout } from '../../../src/model/schemas.ts';

const section = (id: string, title: string, bbox_pct: Box): LayoutSection => ({
  id,
  title,
  column: 1,
  row_in_column: 1,
  bbox_pct,
  content_type: 'text',
  has_figures: false,
  style: { header_bg: null, body_bg: null, border: null },
});

const figure = (
  id: string,
  section_id: string | null,
  bbox_pct: Box,
  description: string | null = null,
): LayoutFigure => ({
  id,
  section_id,
  type: 'plot',
  description,
  bbox_pct,
  paper_figure: null,
});

const layout = (figures: LayoutFigure[]): PosterLayout =>
  PosterLayout.parse({
    paper_id: 'p',
    poster_path: 'p.png',
    poster: { orientation: 'landscape', aspect_ratio: '4:3', background: '#ffffff' },
    header: { height_pct: 10, background: '#ffffff', title_alignment: 'center', logo_positions: [] },
    footer: { present: false, height_pct: 0, content: null },
    body: { columns: 2, column_widths: ['50%', '50%'], gutter_pct: 0 },
    sections: [section('s1', 'Method', [0, 10, 50, 90]), section('s2', '2. Results', [50, 10, 50, 90])],
    figures,
    color_scheme: { primary: '#000', secondary: '#000', accent: '#000', text: '#000', background: '#fff' },
    reading_order: ['s1', 's2'],
  });

const match = (id: string, bbox_pct: Box, label: string | null, figure_id: string): FigureMatch => ({
  poster_figure: { id, bbox_pct },
  paper_figure: { figure_id, label, page_number: 1, bbox_pct: [0, 0, 10, 10] },
  match_confidence: 'high',
  feature_score: 1,
  combined_score: 1,
  phash_score: 1,
  ssim_score: 1,
  inliers: 30,
  method: 'located',
  vlm_verdict: 'same',
  vlm_reasoning: null,
});

const MARKDOWN = [
  '# Title',
  '',
  '## Method',
  '',
  'First words.',
  '',
  'Last words.',
  '',
  '## Results',
  '',
  'Numbers.',
  '',
].join('\n');

describe('layout, markdown and matches become one account', () => {
  it('a figure that the layout lacks is added to its section and named where it stands in the text', () => {
    const { layout: after, markdown } = reconcile(layout([]), MARKDOWN, [
      match('fig_1', [5, 45, 30, 20], 'Figure 3', 'fig_3'),
    ]);
    PosterLayout.parse(after);
    assert.deepEqual(
      after.figures.map(({ id, section_id, paper_figure }) => [id, section_id, paper_figure]),
      [['fig_1', 's1', 'Figure 3']],
    );
    assert.deepEqual([after.sections[0]?.has_figures, after.sections[0]?.content_type], [true, 'mixed']);
    assert.equal(after.sections[1]?.has_figures, false);
    assert.match(markdown, /First words\.\n\n!\[Figure 3\]\(figures\/fig_3\.png\)\n\nLast words\.\n\n## Results/);
  });

  it('a figure at the top of its section comes before its text, one at the foot after it', () => {
    const matches = [
      match('a', [55, 12, 30, 10], 'Figure 1', 'fig_1'),
      match('b', [55, 85, 30, 10], 'Figure 2', 'fig_2'),
    ];
    const { markdown } = reconcile(layout([]), MARKDOWN, matches);
    assert.ok(
      markdown.endsWith('## Results\n\n![Figure 1](figures/fig_1.png)\n\nNumbers.\n\n![Figure 2](figures/fig_2.png)\n'),
    );
  });

  it('a known figure gets the box that was found, and its image line is renamed, not doubled', () => {
    const markdown = MARKDOWN.replace('Numbers.', 'Numbers.\n\n![accuracy](figure)\n\nCaption.');
    const before = layout([figure('f1', 's2', [54, 30, 40, 30])]);
    const result = reconcile(before, markdown, [match('f1', [55, 32, 38, 28], 'Figure 2', 'fig_2')]);
    assert.deepEqual(result.layout.figures[0]?.bbox_pct, [55, 32, 38, 28]);
    assert.equal(result.markdown, markdown.replace('![accuracy](figure)', '![Figure 2](figures/fig_2.png)'));
  });

  it('a figure that no match was found for names none of the paper’s, whatever number the poster gave it', () => {
    const numbered = { ...figure('f1', 's2', [54, 30, 40, 30]), paper_figure: 'Figure 1' };
    const result = reconcile(layout([numbered, figure('f2', 's1', [5, 30, 40, 30])]), MARKDOWN, [
      match('f2', [5, 30, 40, 30], 'Figure 4', 'fig_4'),
    ]);
    assert.deepEqual(
      result.layout.figures.map(({ paper_figure }) => paper_figure),
      [null, 'Figure 4'],
    );
  });

  it('a table that is written out does not stand for a figure beside it', () => {
    const markdown = MARKDOWN.replace('Numbers.', '| a | b |\n| --- | --- |\n\n![accuracy](figure)');
    const before = layout([
      { ...figure('t1', 's2', [54, 20, 40, 20]), type: 'table' },
      figure('f1', 's2', [54, 45, 40, 30]),
    ]);
    const result = reconcile(before, markdown, [match('f1', [54, 45, 40, 30], 'Figure 2', 'fig_2')]);
    assert.equal(result.markdown, markdown.replace('![accuracy](figure)', '![Figure 2](figures/fig_2.png)'));
  });

  it('of several images in a section the one with the figure’s description is renamed', () => {
    const markdown = MARKDOWN.replace('Numbers.', '![a logo](figure)\n\n![Error by epoch](figure)\n\n![a map](figure)');
    const before = layout([figure('f1', 's2', [54, 30, 40, 30], 'error by epoch')]);
    const result = reconcile(before, markdown, [match('f1', [54, 30, 40, 30], 'Figure 2', 'fig_2')]);
    assert.equal(result.markdown, markdown.replace('![Error by epoch](figure)', '![Figure 2](figures/fig_2.png)'));
  });

  it('a composite keeps its own box when only a part of it is the paper’s, and names all that it holds', () => {
    const before = layout([figure('f1', 's1', [2, 20, 46, 40])]);
    const part = reconcile(before, MARKDOWN, [match('f1', [5, 25, 12, 12], 'Figure 1', 'fig_1')]);
    assert.deepEqual(part.layout.figures[0]?.bbox_pct, [2, 20, 46, 40]);
    const both = reconcile(before, MARKDOWN, [
      match('f1', [2, 20, 22, 40], 'Figure 1', 'fig_1'),
      match('f1', [26, 20, 22, 40], 'Figure 2', 'fig_2'),
    ]);
    assert.match(both.markdown, /!\[Figure 1\]\(figures\/fig_1\.png\)\n\n!\[Figure 2\]\(figures\/fig_2\.png\)/);
  });

  it('changes nothing without matches, nor when done again', () => {
    const before = layout([figure('f1', 's2', [54, 30, 40, 30])]);
    assert.deepEqual(reconcile(before, MARKDOWN, []), { layout: before, markdown: MARKDOWN });
    const matches = [
      match('f1', [54, 32, 38, 28], null, 'image_1'),
      match('fig_2', [5, 45, 30, 20], 'Figure 3', 'fig_3'),
    ];
    const once = reconcile(before, MARKDOWN, matches);
    assert.deepEqual(reconcile(once.layout, once.markdown, matches), once);
  });

  it('a figure of no section, or of one whose heading the markdown lacks, is named at the end', () => {
    const { markdown } = reconcile(layout([]), '# Title\n\nWords.\n', [match('x', [0, 0, 20, 8], 'Figure 1', 'fig_1')]);
    assert.equal(markdown, '# Title\n\nWords.\n\n![Figure 1](figures/fig_1.png)\n');
  });
});
