import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LearntDialect } from '../../../src/engines/asking/learnt-dialect.ts';

/** Takes dialects from the third on; anything else that is thrown is no refusal. */
const server = (asked: number[]) => async (dialect: number) => {
  asked.push(dialect);
  if (dialect < 3) throw new RangeError(`not ${dialect}`);
  return dialect;
};
const adapt = (dialect: number, thrown: unknown) => (thrown instanceof RangeError ? dialect + 1 : null);

test('a dialect that is refused is left, and the next question begins where the last one ended', async () => {
  const asked: number[] = [];
  const learnt = new LearntDialect(1);
  assert.equal(learnt.isSure, false);
  assert.equal(await learnt.speak(server(asked), adapt), 3);
  assert.equal(await learnt.speak(server(asked), adapt), 3);
  assert.deepEqual(asked, [1, 2, 3, 3]);
  assert.equal(learnt.isSure, true);
});

test('what several questions learn at once is learnt once', async () => {
  const asked: number[] = [];
  const learnt = new LearntDialect(2);
  await Promise.all([1, 2, 3].map(() => learnt.speak(server(asked), adapt)));
  assert.deepEqual(asked, [2, 2, 2, 3, 3, 3]);
  assert.equal(learnt.current, 3);
});

test('what is no refusal is thrown, and teaches nothing', async () => {
  const learnt = new LearntDialect(1);
  const broken = () => Promise.reject(new TypeError('broken'));
  await assert.rejects(learnt.speak(broken, adapt), TypeError);
  assert.deepEqual([learnt.current, learnt.isSure], [1, false]);
});
