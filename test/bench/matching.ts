/**
 * Figure matching over a folder of pairs, from the PDFs and poster pictures alone.
 *
 *     node test/bench/matching.ts PAIRS OUT [ID…]
 *
 * writes OUT/<id>.ndjson, one FigureMatch a line, for the pairs' own scorer, and prints seconds of CPU and memory: of the
 * first pass (poster and figures decoded and described, figures looked for as they stand) and of the whole match.
 */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configOf } from '../../src/config/config.ts';
import { paperOptions } from '../../src/config/parts.ts';
import { locateFigure } from '../../src/figures/match/locate-figure.ts';
import { matchFigures } from '../../src/figures/match/match-figures.ts';
import { figureOpener, isPanelOf } from '../../src/figures/match/paper-figure.ts';
import { posterLuma } from '../../src/figures/match/poster-luma.ts';
import { searchPoster } from '../../src/figures/match/search-poster.ts';
import { openSift } from '../../src/figures/sift/sift.ts';
import type { ExtractedFigure } from '../../src/model/schemas.ts';
import { parsePaper } from '../../src/paper/parse-paper.ts';

const [pairs, out, ...chosen] = process.argv.slice(2);
if (!pairs || !out) throw new Error('usage: node test/bench/matching.ts PAIRS OUT [ID…]');

async function cpuSeconds<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1e6, result };
}

async function firstPass(posterPath: string, figures: readonly ExtractedFigure[]): Promise<number> {
  using sift = openSift();
  const poster = searchPoster(sift, await posterLuma(posterPath));
  const open = figureOpener(sift);
  const whole = figures.filter((figure) => !figures.some((other) => isPanelOf(figure, other)));
  for (const figure of whole) if (figure.file_path) locateFigure(sift, await open(figure, 'plain'), poster);
  return whole.length;
}

const scratch = await mkdtemp(join(tmpdir(), 'bench-matching-'));
await mkdir(out, { recursive: true });
const folders = (await readdir(pairs, { withFileTypes: true })).filter((entry) => entry.isDirectory());
const ids = chosen.length > 0 ? chosen : folders.map(({ name }) => name).sort();
const totals = { figures: 0, first: 0, all: 0, slowestFirst: 0, slowest: 0 };
console.log('| pair | figures | first pass, s CPU | whole match, s CPU | matches |\n|---|---|---|---|---|');
for (const [i, id] of ids.entries()) {
  const figuresDir = join(scratch, `${i}`);
  await mkdir(figuresDir);
  const paperPath = join(pairs, id, 'paper.pdf');
  const options = { ...paperOptions(configOf({})), docId: id, sourcePath: paperPath, figuresDir };
  const { figures } = await parsePaper(paperPath, options);
  const posterPath = join(pairs, id, 'poster.jpg');
  const first = await cpuSeconds(() => firstPass(posterPath, figures));
  const request = { posterPath, layoutFigures: [], paperFigures: figures, featureThreshold: 0.1 };
  const all = await cpuSeconds(() => matchFigures({ ...request, method: 'located' }));
  await writeFile(join(out, `${id}.ndjson`), all.result.map((match) => `${JSON.stringify(match)}\n`).join(''));
  totals.figures += first.result;
  totals.first += first.seconds;
  totals.all += all.seconds;
  totals.slowestFirst = Math.max(totals.slowestFirst, first.seconds);
  totals.slowest = Math.max(totals.slowest, all.seconds);
  console.log(
    `| ${i + 1} | ${first.result} | ${first.seconds.toFixed(2)} | ${all.seconds.toFixed(2)} | ${all.result.length} |`,
  );
  await rm(figuresDir, { recursive: true });
}
console.log(
  `| all | ${totals.figures} | ${totals.first.toFixed(1)} (slowest ${totals.slowestFirst.toFixed(2)}) | ` +
    `${totals.all.toFixed(1)} (slowest ${totals.slowest.toFixed(2)}) | |`,
);
console.log(
  `peak memory of the process, papers read in it too: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
);
await rm(scratch, { recursive: true });
