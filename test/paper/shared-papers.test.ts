/** Eight development papers, four of each kind, against the figures recorded for them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  fallen,
  fewIds,
  papersPresent,
  recordedScores,
  type Scores,
  SETS,
  scorePapers,
} from '../bench/paper-scores.ts';

const missing = papersPresent() ? false : 'the development papers are not here';

for (const set of SETS) {
  test(`no figure of four ${set} papers falls more than 0.01 under the recorded one`, { skip: missing }, async () => {
    const scores: Scores = await scorePapers(set, await fewIds(set));
    const recorded = await recordedScores(`four ${set}`);
    assert.ok(Object.keys(recorded).length > 5, 'RESULTS.md holds the figures');
    assert.deepEqual(fallen(scores, recorded), []);
  });
}
