/**
 * The adaptive gate in simulated time: what 2,000 calls take, 50 at once, before servers that throttle in different ways.
 *
 *     node test/bench/gate.ts
 */
import { type SimulatedServer, simulateCalls } from '../helpers/simulate-calls.ts';

const CALLS = 2000;
const CONCURRENCY = 50;
const SEEDS = 20;

interface Case {
  name: string;
  server: SimulatedServer;
  latencyMs: number;
  refusalMs?: number;
  clientMs?: number;
  /** Seconds, were nothing refused beyond what the server takes. */
  ideal: number;
}

const CASES: readonly Case[] = [
  { name: 'takes all', server: { kind: 'willing' }, latencyMs: 200, ideal: 8 },
  {
    name: '60 a second, refuses in 5 ms',
    server: { kind: 'limited', perSecond: 60 },
    latencyMs: 200,
    refusalMs: 5,
    ideal: 33.3,
  },
  { name: '60 a second, refuses in 200 ms', server: { kind: 'limited', perSecond: 60 }, latencyMs: 200, ideal: 33.3 },
  { name: 'a tenth at random', server: { kind: 'moody', share: 0.1 }, latencyMs: 200, ideal: 8 },
  { name: 'a fifth at random', server: { kind: 'moody', share: 0.2 }, latencyMs: 200, ideal: 8 },
  {
    name: 'a tenth throttled, a tenth other errors',
    server: { kind: 'moody', share: 0.1, errors: 0.1 },
    latencyMs: 200,
    ideal: 8,
  },
  {
    name: 'the same, a client of 5 ms a request',
    server: { kind: 'moody', share: 0.1, errors: 0.1 },
    latencyMs: 200,
    clientMs: 5,
    ideal: 12.5,
  },
  {
    name: 'the same, a client of 15 ms a request',
    server: { kind: 'moody', share: 0.1, errors: 0.1 },
    latencyMs: 200,
    clientMs: 15,
    ideal: 37.5,
  },
  { name: 'a tenth at random, 1 s an answer', server: { kind: 'moody', share: 0.1 }, latencyMs: 1000, ideal: 40 },
];

console.log('| server | ideal s | seconds | refused % | calls failed |\n|---|---|---|---|---|');
for (const { name, ideal, ...simulation } of CASES) {
  const outcomes = await Promise.all(
    Array.from({ length: SEEDS }, (_, seed) =>
      simulateCalls({ calls: CALLS, most: CONCURRENCY, seed: seed + 1, ...simulation }),
    ),
  );
  const range = (numbers: number[]) => `${Math.min(...numbers).toFixed(1)} to ${Math.max(...numbers).toFixed(1)}`;
  const seconds = range(outcomes.map((outcome) => outcome.seconds));
  const refused = range(outcomes.map((outcome) => 100 * outcome.refusedShare));
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  console.log(`| ${name} | ${ideal} | ${seconds} | ${refused} | ${failed} of ${SEEDS * CALLS} |`);
}
