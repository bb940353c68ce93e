import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as settled } from 'node:timers/promises';
import { type Lease, ServerPool } from '../../../src/engines/chat/server-pool.ts';

class TestClock {
  #now = 0;
  #alarms: { at: number; wake: () => void }[] = [];
  now = (): number => this.#now;
  after = (ms: number, wake: () => void): void => void this.#alarms.push({ at: this.#now + ms, wake });
  pass(ms: number): void {
    this.#now += ms;
    const due = this.#alarms.filter(({ at }) => at <= this.#now);
    this.#alarms = this.#alarms.filter(({ at }) => at > this.#now);
    for (const { wake } of due) wake();
  }
}

const never = new AbortController().signal;

/** Borrows without waiting: `null` when there is no place. */
async function tryBorrow(pool: ServerPool<string>): Promise<Lease<string> | null> {
  const gone = new AbortController();
  const lease = pool.borrow(gone.signal).catch(() => null);
  await settled();
  gone.abort();
  return lease;
}

test('the least busy server is asked next, and none beyond its places', async () => {
  const pool = new ServerPool(['a', 'b'], 2);
  const leases = await Promise.all([1, 2, 3, 4].map(() => pool.borrow(never)));
  assert.deepEqual(leases.map(({ server }) => server).sort(), ['a', 'a', 'b', 'b']);
  assert.equal(await tryBorrow(pool), null);
  leases.find(({ server }) => server === 'b')?.release('answered');
  assert.equal((await pool.borrow(never)).server, 'b');
});

test('a lost server is left out, and then one request alone tries it', async () => {
  const clock = new TestClock();
  const pool = new ServerPool(['a', 'b'], 4, clock);
  const [a, b] = [await pool.borrow(never), await pool.borrow(never)];
  a.release('lost');
  b.release('answered');
  const during = [await pool.borrow(never), await pool.borrow(never)];
  assert.deepEqual(
    during.map(({ server }) => server),
    ['b', 'b'],
  );
  for (const lease of during) lease.release('answered');
  const alone = new ServerPool(['only'], 4, clock);
  (await alone.borrow(never)).release('lost');
  assert.equal(await tryBorrow(alone), null);
  const [first, second] = [alone.borrow(never), alone.borrow(never)];
  clock.pass(500);
  const probe = await first;
  assert.equal(await tryBorrow(alone), null);
  probe.release('answered');
  assert.equal((await second).server, 'only');
});

test('requests lost together are one loss; dead is who is lost again and again, each time after a longer rest', async () => {
  const clock = new TestClock();
  const pool = new ServerPool(['only'], 8, clock);
  const together = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => pool.borrow(never)));
  for (const lease of together) lease.release('lost');
  assert.equal(pool.dead, false);
  for (const rest of [500, 1000, 2000]) {
    const next = pool.borrow(never);
    clock.pass(rest - 1);
    assert.equal(await Promise.race([next, settled('waiting')]), 'waiting');
    clock.pass(1);
    (await next).release('lost');
  }
  assert.equal(pool.dead, true);
});

test('who aborts leaves the line, and the next one is served', async () => {
  const pool = new ServerPool(['only'], 1);
  const held = await pool.borrow(never);
  const reason = new Error('enough');
  const gone = new AbortController();
  const left = assert.rejects(pool.borrow(gone.signal), reason);
  const next = pool.borrow(never);
  gone.abort(reason);
  await left;
  held.release('answered');
  assert.equal((await next).server, 'only');
});
