import assert from 'node:assert/strict';

import { test } from 'node:test';
import { matchFigures } from '../../transforms/match-figures.ts';
import { parsePaper } from '../../transforms/parse-paper.ts';
import { grows } from '../helpers/collect.ts';
import { openSamplePass, samplePair, samplePaper, sampleShown, sampleTranscription } from '../helpers/sample.ts';

test("the paper's figures are found where the sample's truth says that the poster shows them", async () => {
  await using pass = await openSamplePass();
  const { paper } = await grows(parsePaper(pass), samplePair(pass.scratch.dirFor('bounded-streams')));
  const poster = sampleTranscription();
  const { found } = await grows(matchFigures(pass), { ...samplePair(), paper, poster });
  const shown = sampleShown();
  // A panel of a composite is called by its letter: Figure 3a.
  const right = found.filter(({ poster_figure: { id }, paper_figure: { label } }) =>
    label?.startsWith(shown.get(id) ?? 'no figure'),
  );
  assert.ok(right.length >= 3, JSON.stringify(found.map(({ paper_figure: { label } }) => label)));
  assert.ok(right.length >= found.length * 0.8, `${right.length} of ${found.length}`);
});

test('nothing is sought with --match-method off, or in a paper without figures', async () => {
  const nobody = {
    count: 1,
    run: () => Promise.reject(new Error('no thread is asked')),
    [Symbol.asyncDispose]: async () => {},
  };
  await using pass = await openSamplePass({ matchMethod: 'off' });
  const pair = { ...samplePair(), paper: samplePaper(), poster: sampleTranscription() };
  assert.deepEqual((await grows(matchFigures({ ...pass, threads: nobody }), pair)).found, []);
  await using seeking = await openSamplePass();
  assert.deepEqual((await grows(matchFigures({ ...seeking, threads: nobody }), pair)).found, []);
});
