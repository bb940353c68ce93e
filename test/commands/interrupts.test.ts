import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configOf } from '../../src/config/config.ts';
import { PosterPipeline } from '../../src/runs/poster-pipeline.ts';
import { openExamples } from '../../src/store/example-source.ts';
import { untilInterrupted } from '../../src/terminal/until-interrupted.ts';
import { openPlace } from '../helpers/binary.ts';
import { examplesOf, keep } from '../helpers/examples.ts';

test('an interrupted export gives no more examples and ends in an error, so that no file takes its place', async () => {
  await using place = await openPlace();
  keep(place.dir, examplesOf(30));
  await using pipe = new PosterPipeline(configOf({}), { apiKey: null });
  let met = 0;
  const exporting = async () => {
    for await (const _ of pipe.stored(await openExamples(`${place.dir}/out`))) {
      met += 1;
      pipe.interrupt();
    }
  };
  await assert.rejects(exporting, /^FatalError: Interrupted: no file was written$/);
  assert.ok(met < 30, `${met} examples came`);
});

test('what is written while it comes ends in an error at the first interrupt', async () => {
  async function* values() {
    yield* [1, 2, 3];
  }
  const listeners: (() => void)[] = [];
  const met: number[] = [];
  const writing = async () => {
    for await (const value of untilInterrupted(values(), { onSignal: (listener) => void listeners.push(listener) })) {
      met.push(value);
      if (value === 2) for (const listener of listeners) listener();
    }
  };
  await assert.rejects(writing, /^FatalError: Interrupted: no file was written$/);
  assert.deepEqual(met, [1, 2]);
});
