import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addFigures, renameMatches } from '../../../src/figures/match/poster-figure.ts';
import type { Box, FigureMatch, LayoutFigure } from '../../../src/model/schemas.ts';
import { repairLayout } from '../../../src/poster/layout/repair-layout.ts';

const figure = (id: string, bbox_pct: Box): LayoutFigure => ({
  ...{ id, bbox_pct, section_id: null, type: 'figure', description: null, paper_figure: null },
});
const match = (id: string, bbox_pct: Box): FigureMatch => ({
  poster_figure: { id, bbox_pct },
  paper_figure: { figure_id: 'fig_1', label: 'Figure 1', page_number: 1, bbox_pct: [0, 0, 50, 50] },
  ...{ match_confidence: 'high', feature_score: 1, combined_score: 1, phash_score: 1, ssim_score: 1, inliers: 90 },
  ...{ method: 'located', vlm_verdict: null, vlm_reasoning: null },
});

test('matches made before the layout was known are called by its names; those that meet none get the next number', () => {
  const layout = [figure('figure_1', [10, 10, 20, 20]), figure('figure_2', [50, 10, 20, 20])];
  const renamed = renameMatches([match('fig_7', [51, 11, 18, 19]), match('figure_1', [10, 70, 20, 20])], layout);
  assert.deepEqual(
    renamed.map(({ poster_figure }) => poster_figure),
    [
      { id: 'figure_2', bbox_pct: [51, 11, 18, 19] },
      { id: 'fig_3', bbox_pct: [10, 70, 20, 20] },
    ],
  );
});

test('renaming twice is renaming once', () => {
  const layout = [figure('figure_1', [10, 10, 20, 20])];
  const once = renameMatches([match('a', [11, 11, 20, 20]), match('b', [60, 60, 20, 20])], layout);
  assert.deepEqual(renameMatches(once, layout), once);
});

test('figures that another reader saw join the layout in their section, unless it has them', () => {
  const draft = {
    sections: [{ id: 's', bbox_pct: [40, 40, 50, 50], title: 'Results', column: 1 }],
    figures: [{ id: 'f', bbox_pct: [10, 10, 20, 20] }],
  };
  const { layout } = repairLayout(draft, { paperId: 'p', posterPath: 'p', width: 4, height: 3 });
  const { figures } = addFigures(layout, [figure('x', [11, 9, 20, 20]), figure('y', [50, 50, 20, 20])]);
  assert.deepEqual(
    figures.map(({ id, section_id }) => [id, section_id]),
    [
      ['figure_1', null],
      ['figure_2', 'section_1'],
    ],
  );
});
