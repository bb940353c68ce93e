import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RateLimiter } from '../../../src/engines/pace/rate-limiter.ts';
import { simulateCalls } from '../../helpers/simulate-calls.ts';

const never = new AbortController().signal;

test('no more requests are let in than the limit, and the next as soon as one leaves', async () => {
  const limiter = new RateLimiter(2);
  const first = await limiter.enter(never);
  await limiter.enter(never);
  let third = false;
  const entering = limiter.enter(never).then(() => {
    third = true;
  });
  await Promise.resolve();
  assert.equal(third, false);
  limiter.leave(first, false);
  await entering;
  assert.equal(third, true);
});

test('a signal takes its waiter out of the queue', async () => {
  const limiter = new RateLimiter(1);
  const first = await limiter.enter(never);
  const abort = new AbortController();
  const given = limiter.enter(abort.signal);
  const kept = limiter.enter(never);
  abort.abort(new Error('over'));
  await assert.rejects(given, /over/);
  limiter.leave(first, false);
  await kept;
});

test('without throttling nothing is held back', async () => {
  const server = { kind: 'willing' } as const;
  const { seconds, slowestRate } = await simulateCalls({ calls: 2000, most: 50, latencyMs: 200, server });
  assert.equal(slowestRate, Number.POSITIVE_INFINITY);
  assert.ok(seconds < 1.02 * 8, `${seconds} s for an ideal of 8 s`);
});

for (const refusalMs of [5, 200]) {
  test(`of a server that takes 60 a second and refuses within ${refusalMs} ms, 85 % are used and under 10 % refused`, async () => {
    const server = { kind: 'limited', perSecond: 60 } as const;
    const outcome = await simulateCalls({ calls: 2000, most: 50, latencyMs: 200, refusalMs, server });
    const rate = 2000 / outcome.seconds;
    assert.equal(outcome.failed, 0);
    assert.ok(rate >= 0.85 * 60, `${rate.toFixed(1)} a second`);
    assert.ok(outcome.refusedShare < 0.1, `${(100 * outcome.refusedShare).toFixed(1)} % refused`);
  });
}

test('throttling at random, which asking less does not mend, does not slow the rest', async () => {
  for (let seed = 1; seed <= 4; seed++) {
    const server = { kind: 'moody', share: 0.1 } as const;
    const { seconds } = await simulateCalls({ calls: 2000, most: 50, latencyMs: 200, server, seed });
    assert.ok(seconds < 2 * 8, `${seconds} s for an ideal of 8 s`);
  }
});

test('a busy client takes no chance refusals for a limit of the server', async () => {
  const server = { kind: 'moody', share: 0.1, errors: 0.1 } as const;
  // Two turns of 7.5 ms on average for each of 1.25 requests.
  const busySeconds = (2000 * 1.25 * 15) / 1000;
  for (const seed of [6, 13, 14]) {
    const { seconds } = await simulateCalls({ calls: 2000, most: 50, latencyMs: 200, clientMs: 15, server, seed });
    assert.ok(seconds < 1.3 * busySeconds, `${seconds} s for ${busySeconds} s of work`);
  }
});

test('a server that recovers is used fully again', async () => {
  const server = { kind: 'limited', perSecond: 30, untilMs: 20_000 } as const;
  const { lastRate } = await simulateCalls({ calls: 6000, most: 50, latencyMs: 200, server });
  assert.equal(lastRate, Number.POSITIVE_INFINITY);
});
