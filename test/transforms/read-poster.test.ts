import assert from 'node:assert/strict';

import { test } from 'node:test';
import { readPoster } from '../../transforms/read-poster.ts';
import { grows } from '../helpers/collect.ts';
import { openOriginalPlace } from '../helpers/original-engine.ts';
import { openSamplePass, samplePair } from '../helpers/sample.ts';

test("Dolphin reads the poster's words and figures; the vision model is not asked yet", async () => {
  await using pass = await openSamplePass();
  await using place = await openOriginalPlace(pass.threads);
  const { poster } = await grows(readPoster({ ...pass, original: place.original }), samplePair());
  assert.match(poster.markdown, /The words of [0-9a-f]{8} are read/);
  assert.deepEqual(poster.layout.sections, []);
  assert.equal(poster.layout.figures.length, 1);
  assert.equal(place.qwen.requests.length, 0);
});

test('after an interrupt no new poster is begun', async () => {
  await using pass = await openSamplePass();
  await using place = await openOriginalPlace(pass.threads);
  pass.intake.interrupt();
  await assert.rejects(grows(readPoster({ ...pass, original: place.original }), samplePair()), /^Error: skipped/);
  assert.equal(place.dolphin.requests.length, 0);
});
