import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tellOwnFigures } from '../../../src/figures/match/own-figures.ts';

describe('a poster’s own figures', () => {
  it('are told in words, without a link to nothing', () => {
    const markdown =
      '# Title\n\n![a photo of the *robot*](figure)\n\nText ![inline](figure) stays.\n\n- item\n\n  ![](figure)\n';
    const told = '# Title\n\n*Figure: a photo of the robot*\n\nText ![inline](figure) stays.\n\n- item\n\n  *Figure*\n';
    assert.equal(tellOwnFigures(markdown), told);
    assert.equal(tellOwnFigures(told), told);
  });

  it('leave the figures of the paper their files', () => {
    const markdown = '![Figure 3](figures/fig_3.png)\n';
    assert.equal(tellOwnFigures(markdown), markdown);
  });
});
