/** Eight development papers, four of each kind, against the figures recorded for them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  fallen,
  paperIds,
  papersPresent,
  recordedScores,
  type Scores,
  SETS,
  scorePapers,
} from '../bench/paper-scores.ts';

const EVERY = 7;
const EACH = 4;
const missing = papersPresent() ? false : 'the development papers are not here';

for (const set of SETS) {
  test(`no figure of four ${set} papers falls more than 0.01 under the recorded one`, { skip: missing }, async () => {
    const ids = (await paperIds(set)).filter((_, i) => i % EVERY === 0).slice(0, EACH);
    const scores: Scores = await scorePapers(set, ids);
    const recorded = await recordedScores(`four ${set}`);
    assert.ok(Object.keys(recorded).length > 5, 'RESULTS.md holds the figures');
    assert.deepEqual(fallen(scores, recorded), []);
  });
}
