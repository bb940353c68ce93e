/**
 * A run of the claude engine killed ten times (SIGKILL) at random moments and started again each time: what was paid, what
 * was asked again, and whether the records are those of a run that nobody disturbed.
 *
 *     node test/bench/claude-kill.ts [ROWS] [SEED]
 */
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { listAnswers } from '../../src/answers/kept-answers.ts';
import { makeRows } from './claude/pictures.ts';
import { type RunOptions, runBench, startRun, startServer } from './claude/processes.ts';

const KILLS = 10;
const CONCURRENCY = 20;
const LATENCY_MS = 200;
const POLL_MS = 50;

const [count = 400, seed = 1] = process.argv.slice(2).map(Number);
const generator = xoroshiro128plus(seed);
const folder = await mkdtemp(join(tmpdir(), 'poster-stream-kill-'));
const rows = await makeRows(join(tmpdir(), 'poster-stream-pictures-320'), { count, width: 320, height: 240 });
using service = await startServer({ latencyMs: LATENCY_MS, log: join(folder, 'log') });

const optionsFor = (name: string): RunOptions => ({
  rows,
  output: join(folder, `${name}.jsonl`),
  baseUrl: service.url,
  cacheDir: join(folder, `${name}-cache`),
  concurrency: CONCURRENCY,
});

/** Resolves when the server has answered once more. */
async function newRequest(): Promise<void> {
  const { length } = await service.exchanges();
  while ((await service.exchanges()).length === length) await sleep(POLL_MS);
}

const { cacheDir } = optionsFor('killed');
const answersPaid = async (): Promise<number> =>
  (await service.exchanges()).slice(before).filter((exchange) => exchange.paid).length;

const undisturbed = await runBench(optionsFor('undisturbed'));
const before = (await service.exchanges()).length;
/** Answers that were paid for and not stored, at each kill. */
const lost: number[] = [];
for (let kill = 1; kill <= KILLS; kill++) {
  const child = startRun(optionsFor('killed'));
  const ended = once(child, 'exit');
  const shareOfWork = (undisturbed.seconds * 1000) / KILLS;
  await Promise.race([ended, newRequest().then(() => sleep(2 * uniformFloat64(generator) * shareOfWork))]);
  child.kill('SIGKILL');
  await ended;
  // The server goes on with what it was asked.
  await sleep(2 * LATENCY_MS);
  const lostBefore = lost.reduce((sum, answers) => sum + answers, 0);
  lost.push((await answersPaid()) - (await listAnswers(cacheDir)).length - lostBefore);
}
const last = await runBench(optionsFor('killed'));
const paid = (await service.exchanges()).slice(before).filter((exchange) => exchange.paid);
const pictures = new Set(paid.map(({ picture }) => picture)).size;
const [one, other] = await Promise.all(['undisturbed', 'killed'].map((name) => readFile(optionsFor(name).output)));
console.log(`${count} rows, ${KILLS} kills, ${CONCURRENCY} requests in flight at the most`);
const lostInAll = lost.reduce((sum, answers) => sum + answers, 0);
console.log(`paid for and not stored, kill by kill: ${lost.join(', ')} (allowed ${CONCURRENCY} each)`);
console.log(`stored answers asked again: ${paid.length - count - lostInAll}`);
console.log(
  `answers paid for: ${paid.length} (${paid.length - pictures} of them twice; allowed ${KILLS * CONCURRENCY})`,
);
console.log(
  `dollars of the last run, of the undisturbed one: ${last.costUsd?.toFixed(4)}, ${undisturbed.costUsd?.toFixed(4)}`,
);
console.log(`records equal byte for byte: ${one !== undefined && other !== undefined && one.equals(other)}`);
await rm(folder, { recursive: true });
