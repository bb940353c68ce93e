import assert from 'node:assert/strict';

import { test } from 'node:test';
import type { Engine } from '../../src/engines/engine.ts';
import { transcribePoster } from '../../transforms/transcribe-poster.ts';
import { grows, through, wellItem } from '../helpers/collect.ts';
import { openSamplePass, samplePair, samplePaper } from '../helpers/sample.ts';
import { openChatServer } from '../servers/chat-server.ts';

const parsed = () => ({ ...samplePair(), paper: samplePaper() });

test('the engine reads the poster, so many at once as the pass has readers', async () => {
  await using server = await openChatServer();
  await using pass = await openSamplePass({ engine: 'openai', baseUrl: server.baseUrl }, { readers: 2 });
  const { engine } = pass;
  const atOnce: number[] = [];
  let inside = 0;
  const counting: Engine = {
    ...{ name: engine.name, model: engine.model, concurrency: 9, timeoutMs: engine.timeoutMs },
    async transcribe(poster, signal) {
      inside += 1;
      atOnce.push(inside);
      try {
        return await engine.transcribe(poster, signal);
      } finally {
        inside -= 1;
      }
    },
    estimate: (poster) => engine.estimate(poster),
    [Symbol.asyncDispose]: async () => {},
  };
  const pairs = [1, 2, 3, 4].map((row) => wellItem(row, parsed()));
  const read = await through(transcribePoster({ ...pass, engine: counting }), pairs);
  assert.equal(Math.max(...atOnce), 2);
  for (const item of read) {
    assert.ok(item.ok && 'poster' in item.value);
    assert.equal(item.value.poster.layout.sections.length, 6);
  }
});

test('after an interrupt nothing more is asked', async () => {
  await using server = await openChatServer();
  await using pass = await openSamplePass({ engine: 'openai', baseUrl: server.baseUrl });
  pass.intake.interrupt();
  await assert.rejects(grows(transcribePoster(pass), parsed()), /^Error: skipped/);
  assert.equal(server.requests.length, 0);
});

test('an answer beyond the budget ends the reading of papers, unless the pass says that it is no sign', async () => {
  const dear = { engine: 'claude', apiKey: 'test-key', baseUrl: 'http://127.0.0.1:9', maxCost: 0.000001 } as const;
  for (const stopsWhenSpent of [true, false]) {
    await using pass = await openSamplePass(dear, { stopsWhenSpent });
    await assert.rejects(grows(transcribePoster(pass), parsed()), /^Error: over-budget/);
    assert.equal(pass.intake.spent, stopsWhenSpent);
  }
});
