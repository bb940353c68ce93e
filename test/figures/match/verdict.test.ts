import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeMatch, readVerdict } from '../../../src/figures/match/verdict.ts';
import { FigureMatch } from '../../../src/model/schemas.ts';

test('the last of the three words is the verdict, the rest the reasoning', () => {
  assert.deepEqual(readVerdict('Axes and curves agree.\n\nSAME'), {
    verdict: 'same',
    reasoning: 'Axes and curves agree.',
  });
  assert.deepEqual(readVerdict('Not the SAME: redrawn.\n**Verdict: SIMILAR**'), {
    verdict: 'similar',
    reasoning: 'Not the SAME: redrawn.',
  });
  assert.deepEqual(readVerdict('DIFFERENT'), { verdict: 'different', reasoning: '' });
});

test('an answer without one of the words, or with them only in passing, is no verdict', () => {
  for (const answer of ['', 'I cannot see two pictures.', 'They are different in style but the same in content.']) {
    assert.deepEqual(readVerdict(answer), { verdict: null, reasoning: answer });
  }
});

test('different drops the match; anything else keeps it and says what was said', () => {
  const match = FigureMatch.parse({
    poster_figure: { id: 'f1', bbox_pct: [0, 0, 10, 10] },
    paper_figure: { figure_id: 'fig_1', label: null, page_number: 1, bbox_pct: [0, 0, 10, 10] },
    match_confidence: 'high',
    ...{ feature_score: 1, combined_score: 1, phash_score: 1, ssim_score: 1, inliers: 9, method: 'located' },
    ...{ vlm_verdict: null, vlm_reasoning: null },
  });
  assert.equal(judgeMatch(match, { verdict: 'different', reasoning: 'Other axes.' }), null);
  const kept = judgeMatch(match, { verdict: 'similar', reasoning: 'Redrawn.' });
  assert.deepEqual(kept, { ...match, vlm_verdict: 'similar', vlm_reasoning: 'Redrawn.' });
  assert.deepEqual(judgeMatch(match, { verdict: null, reasoning: '' }), match);
});
