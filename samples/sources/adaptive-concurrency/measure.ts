/** Simulates clients of a rate-limited server in virtual time: fixed numbers of requests in flight, and adaptive ones. */
import { heatMap } from '../style/heat-map.ts';
import { Measured } from '../style/measured.ts';
import { type AdaptiveOptions, adaptive, type Client, fixed, type Outcome, type Server, simulate } from './simulate.ts';

const out = new Measured(import.meta.dirname);
const REQUESTS = 2000;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const steady: Server = { rate: () => 20, burst: 20, medianLatency: 1.5, sigma: 0.4 };
const changing: Server = { ...steady, rate: (t) => (t < 40 ? 20 : t < 90 ? 5 : 30) };

const usual: AdaptiveOptions = { increase: 1, decrease: 0.8, heeds: true, slowStart: true };

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

interface Summary {
  time: number;
  refusedShare: number;
  grantedRate: number;
}

function run(server: Server, client: () => Client): Summary {
  const outcomes: Outcome[] = SEEDS.map((seed) => simulate(server, client(), REQUESTS, seed));
  return {
    time: mean(outcomes.map((o) => o.time)),
    refusedShare: mean(outcomes.map((o) => o.refused / o.sent)),
    grantedRate: mean(outcomes.map((o) => REQUESTS / o.time)),
  };
}

const meanLatency = steady.medianLatency * Math.exp(steady.sigma ** 2 / 2);
out.value('meanLatency', meanLatency.toFixed(2));
out.value('little', (20 * meanLatency).toFixed(1));

const sweep: (number | string)[][] = [];
let best = { c: 0, rate: 0 };
let hindsight = { c: 0, grantedRate: 0, time: 0, refusedShare: 0 };
for (const c of [1, 2, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64, 80, 96, 128, 192, 256]) {
  const { time, refusedShare, grantedRate } = run(steady, () => fixed(c));
  sweep.push([c, grantedRate.toFixed(3), (100 * refusedShare).toFixed(2), time.toFixed(1)]);
  if (grantedRate > best.rate) best = { c, rate: grantedRate };
  const moved = run(changing, () => fixed(c));
  if (moved.grantedRate > hindsight.grantedRate) hindsight = { c, ...moved };
}
out.table('fixed', ['c', 'rate', 'refused', 'time'], sweep);
out.value('bestFixed', best.c);
out.value('hindsight', hindsight.c);
out.value('hindsightTime', hindsight.time.toFixed(0));
out.value('hindsightRefused', (100 * hindsight.refusedShare).toFixed(1));
out.value('bestFixedRate', best.rate.toFixed(1));

const clients: [string, () => Client][] = [
  ['fixedLow', () => fixed(8)],
  ['fixedBest', () => fixed(32)],
  ['fixedHigh', () => fixed(128)],
  ['aimdBlind', () => adaptive({ ...usual, decrease: 0.5, heeds: false, slowStart: false })],
  ['aimd', () => adaptive({ ...usual, decrease: 0.5, slowStart: false })],
  ['aimdGentle', () => adaptive({ ...usual, slowStart: false })],
  ['aimdStart', () => adaptive(usual)],
  ['aimdFast', () => adaptive({ ...usual, increase: 4 })],
];
for (const [name, client] of clients) {
  for (const [suffix, server] of [
    ['Steady', steady],
    ['Changing', changing],
  ] as const) {
    const { time, refusedShare, grantedRate } = run(server, client);
    out.value(`${name}${suffix}Time`, time.toFixed(0));
    out.value(`${name}${suffix}Refused`, (100 * refusedShare).toFixed(1));
    out.value(`${name}${suffix}Rate`, grantedRate.toFixed(1));
  }
}

const trace = simulate(changing, adaptive({ ...usual, increase: 4 }), REQUESTS, 3).trace;
const flood = simulate(changing, fixed(128), REQUESTS, 3).trace;
const smooth = (series: [number, number, number][], i: number) =>
  mean(series.slice(Math.max(0, i - 4), i + 1).map((s) => s[2]));
out.table(
  'trace',
  ['t', 'limit', 'answered', 'rate', 'ideal'],
  trace.map(([t, limit], i) => [
    t.toFixed(0),
    limit.toFixed(2),
    smooth(trace, i).toFixed(2),
    changing.rate(t),
    (changing.rate(t) * meanLatency).toFixed(2),
  ]),
);
out.table(
  'flood',
  ['t', 'answered'],
  flood.map(([t], i) => [t.toFixed(0), smooth(flood, i).toFixed(2)]),
);

/** Share of the granted rate that is used, for every increase (across) and decrease (down). */
const increases = Array.from({ length: 40 }, (_, i) => 0.1 * 1.14 ** i);
const decreases = Array.from({ length: 24 }, (_, i) => 0.97 - (i * 0.87) / 23);
let bestPair = { increase: 0, decrease: 0, rate: 0 };
const cells = increases.map((increase) =>
  decreases.map((decrease) => {
    const client = () => adaptive({ ...usual, increase, decrease });
    const { grantedRate, refusedShare } = run(changing, client);
    if (grantedRate > bestPair.rate) bestPair = { increase, decrease, rate: grantedRate };
    return { rate: grantedRate, refused: refusedShare };
  }),
);
out.value('gridRuns', (cells.length * decreases.length * SEEDS.length).toLocaleString('en'));
out.value('gridIncrease', bestPair.increase.toFixed(1));
out.value('gridDecrease', bestPair.decrease.toFixed(2));
out.value('increaseLow', increases[0]!.toFixed(1));
out.value('increaseHigh', increases.at(-1)!.toFixed(1));
for (const key of ['rate', 'refused'] as const) {
  const flat = cells.flat().map((cell) => cell[key]);
  const [low, high] = [Math.min(...flat), Math.max(...flat)];
  const scale = key === 'rate' ? 1 : 100;
  out.value(`${key}Low`, (scale * low).toFixed(1));
  out.value(`${key}High`, (scale * high).toFixed(1));
  const shares = cells.map((column) => column.map((cell) => (cell[key] - low) / (high - low)));
  await heatMap(`${import.meta.dirname}/data/grid-${key}.png`, shares, { cellWidth: 24, cellHeight: 24 });
}
out.write();
