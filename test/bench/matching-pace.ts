/**
 * Figure matching as it is here against another checkout, pair by pair in turn, in one process.
 *
 *     node test/bench/matching-pace.ts PAIRS CHECKOUT [ID…]
 *
 * CHECKOUT is another state of this project with its kernel built (`git worktree add`, then `npm run build:kernel`). Prints
 * the seconds of CPU of both, all retries included, and their ratio. The papers' figures are read once, by this checkout.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { configOf } from '../../src/config/config.ts';
import { paperOptions } from '../../src/config/parts.ts';
import { matchFigures } from '../../src/figures/match/match-figures.ts';
import type { MatchRequest } from '../../src/figures/match/match-request.ts';
import { parsePaper } from '../../src/paper/parse-paper.ts';

const [pairs, checkout, ...chosen] = process.argv.slice(2);
if (!pairs || !checkout) throw new Error('usage: node test/bench/matching-pace.ts PAIRS CHECKOUT [ID…]');
const other: { matchFigures: typeof matchFigures } = await import(
  resolve(checkout, 'src/figures/match/match-figures.ts')
);

async function cpuSeconds(match: typeof matchFigures, request: MatchRequest): Promise<number> {
  const before = process.cpuUsage();
  await match(request);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const folders = (await readdir(pairs, { withFileTypes: true })).filter((entry) => entry.isDirectory());
const ids = chosen.length > 0 ? chosen : folders.map(({ name }) => name).sort();
const totals = { before: 0, after: 0, slowestBefore: 0, slowestAfter: 0 };
console.log('| pair | figures | before, s CPU | after, s CPU | ratio |\n|---|---|---|---|---|');
for (const [i, id] of ids.entries()) {
  const figuresDir = await mkdtemp(join(tmpdir(), 'bench-pace-'));
  const paperPath = join(pairs, id, 'paper.pdf');
  const options = { ...paperOptions(configOf({})), docId: id, sourcePath: paperPath, figuresDir };
  const { figures: paperFigures } = await parsePaper(paperPath, options);
  const posterPath = join(pairs, id, 'poster.jpg');
  const request = { posterPath, layoutFigures: [], paperFigures, method: 'located', featureThreshold: 0.1 } as const;
  const before = await cpuSeconds(other.matchFigures, request);
  const after = await cpuSeconds(matchFigures, request);
  totals.before += before;
  totals.after += after;
  totals.slowestBefore = Math.max(totals.slowestBefore, before);
  totals.slowestAfter = Math.max(totals.slowestAfter, after);
  const row = [i + 1, paperFigures.length, before.toFixed(2), after.toFixed(2), (after / before).toFixed(2)];
  console.log(`| ${row.join(' | ')} |`);
  await rm(figuresDir, { recursive: true });
}
const { before, after, slowestBefore, slowestAfter } = totals;
const mean = (seconds: number): string => (seconds / ids.length).toFixed(2);
console.log(`| mean | | ${mean(before)} | ${mean(after)} | ${(after / before).toFixed(2)} |`);
console.log(`| slowest | | ${slowestBefore.toFixed(2)} | ${slowestAfter.toFixed(2)} | |`);
