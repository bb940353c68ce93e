/** Calls through a limiter against a server, in simulated time: what takes a minute is over in a second. */
import { setImmediate as microtasksDone } from 'node:timers/promises';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { Backoff } from '../../src/engines/pace/backoff.ts';
import { type Clock, RateLimiter } from '../../src/engines/pace/rate-limiter.ts';

export type SimulatedServer =
  | { kind: 'willing' }
  | { kind: 'limited'; perSecond: number; untilMs?: number }
  /** @param errors The share of answers that are other errors, which are tried again as well. */
  | { kind: 'moody'; share: number; errors?: number };

export interface Simulation {
  calls: number;
  /** Calls begun at once, each of which retries as the client does. */
  most: number;
  latencyMs: number;
  refusalMs?: number;
  server: SimulatedServer;
  /** The client's own time for each request, in milliseconds: one at a time. */
  clientMs?: number;
  seed?: number;
}

export interface Outcome {
  seconds: number;
  /** Of all requests. */
  refusedShare: number;
  /** Calls that ran out of retries. */
  failed: number;
  /** Requests a second. */
  slowestRate: number;
  lastRate: number;
}

const MAX_RETRIES = 5;
const never = new AbortController().signal;

export async function simulateCalls(simulation: Simulation): Promise<Outcome> {
  const { calls, most, latencyMs, refusalMs = latencyMs, server, clientMs = 0, seed = 1 } = simulation;
  const clock = new SimulatedClock();
  const generator = xoroshiro128plus(seed);
  const random = () => uniformFloat64(generator);
  const limiter = new RateLimiter(most, clock);
  const backoff = new Backoff();
  const client = new OneAtATime(clock);
  const errors = server.kind === 'moody' ? (server.errors ?? 0) / (1 - server.share) : 0;
  const refuses = refusalsOf(server, clock, random);
  const counts = { begun: 0, sent: 0, refused: 0, failed: 0, slowest: Number.POSITIVE_INFINITY };

  const attempt = async (): Promise<boolean> => {
    const ticket = await limiter.enter(never);
    counts.sent++;
    await client.work(clientMs * random());
    const refused = refuses();
    const failed = !refused && random() < errors;
    if (refused) counts.refused++;
    await clock.wait(refused ? refusalMs : latencyMs);
    await client.work(clientMs * random());
    if (!refused && !failed) backoff.answered(latencyMs);
    limiter.leave(ticket, refused);
    counts.slowest = Math.min(counts.slowest, limiter.perSecond);
    return !refused && !failed;
  };
  const call = async () => {
    for (let retry = 0; !(await attempt()); retry++) {
      if (retry === MAX_RETRIES) {
        counts.failed++;
        return;
      }
      await clock.wait(backoff.waitAfter(retry + 1, random()));
    }
  };
  const caller = async () => {
    while (counts.begun++ < calls) await call();
  };
  const callers = Promise.all(Array.from({ length: most }, caller));
  await clock.run();
  await callers;
  const { sent, refused, failed, slowest } = counts;
  return {
    seconds: clock.now() / 1000,
    refusedShare: refused / sent,
    failed,
    slowestRate: slowest,
    lastRate: limiter.perSecond,
  };
}

/** A bucket of tokens that holds a tenth of a second's (but one), or a coin. */
function refusalsOf(server: SimulatedServer, clock: SimulatedClock, random: () => number): () => boolean {
  if (server.kind === 'willing') return () => false;
  if (server.kind === 'moody') return () => random() < server.share;
  const { perSecond, untilMs = Number.POSITIVE_INFINITY } = server;
  const room = Math.max(1, perSecond / 10);
  let tokens = room;
  let filled = 0;
  return () => {
    if (clock.now() >= untilMs) return false;
    tokens = Math.min(room, tokens + ((clock.now() - filled) / 1000) * perSecond);
    filled = clock.now();
    if (tokens < 1) return true;
    tokens -= 1;
    return false;
  };
}

/** The client's one thread. */
class OneAtATime {
  readonly #clock: SimulatedClock;
  #freeAt = 0;

  constructor(clock: SimulatedClock) {
    this.#clock = clock;
  }

  async work(ms: number): Promise<void> {
    if (ms === 0) return;
    this.#freeAt = Math.max(this.#freeAt, this.#clock.now()) + ms;
    await this.#clock.wait(this.#freeAt - this.#clock.now());
  }
}

class SimulatedClock implements Clock {
  #now = 0;
  #timers: { at: number; wake: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, wake: () => void): void {
    this.#timers.push({ at: this.#now + ms, wake });
  }

  wait(ms: number): Promise<void> {
    return new Promise((wake) => this.after(ms, () => wake()));
  }

  /** Until nobody waits any more. */
  async run(): Promise<void> {
    await microtasksDone();
    while (this.#timers.length > 0) {
      const at = Math.min(...this.#timers.map((timer) => timer.at));
      this.#now = at;
      const due = this.#timers.filter((timer) => timer.at === at);
      this.#timers = this.#timers.filter((timer) => timer.at > at);
      for (const { wake } of due) wake();
      await microtasksDone();
    }
  }
}
