import assert from 'node:assert/strict';

import { test } from 'node:test';
import { describePoster } from '../../transforms/describe-poster.ts';
import { grows } from '../helpers/collect.ts';
import { openOriginalPlace } from '../helpers/original-engine.ts';
import { openSamplePass, sampleFound, sampleMatch } from '../helpers/sample.ts';

const WORDS = { page_size: [3000, 2000] };

/** What Dolphin read and what was found, before anyone described the layout. */
function undescribed() {
  const found = sampleFound({ found: [sampleMatch()] });
  const layout = { ...found.poster.layout, sections: [], reading_order: [] };
  return { ...found, poster: { ...found.poster, layout, metadata: { ...found.poster.metadata, ...WORDS } } };
}

test('the vision model gives the layout its sections; the words stay, and matches take the names of its figures', async () => {
  await using pass = await openSamplePass();
  await using place = await openOriginalPlace(pass.threads);
  const before = undescribed();
  const { poster, found } = await grows(describePoster({ ...pass, original: place.original }), before);
  assert.equal(poster.layout.sections.length, 6);
  assert.equal(poster.markdown, before.poster.markdown);
  assert.equal(place.dolphin.requests.length, 0);
  const ids = new Map(poster.layout.figures.map(({ id, bbox_pct }) => [id, bbox_pct]));
  for (const { poster_figure } of found) assert.deepEqual(ids.get(poster_figure.id), poster_figure.bbox_pct);
});

test('an answer that describes nothing fails its row', async () => {
  await using pass = await openSamplePass();
  await using place = await openOriginalPlace(pass.threads, { answer: () => 'A lovely poster.' });
  const describing = grows(describePoster({ ...pass, original: place.original }), undescribed());
  await assert.rejects(describing, /^Error: invalid-output/);
});

test('after an interrupt no new poster is begun', async () => {
  await using pass = await openSamplePass();
  await using place = await openOriginalPlace(pass.threads);
  pass.intake.interrupt();
  await assert.rejects(grows(describePoster({ ...pass, original: place.original }), undescribed()), /^Error: skipped/);
  assert.equal(place.qwen.requests.length, 0);
});
