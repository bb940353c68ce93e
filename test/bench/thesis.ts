/**
 * `npm run build && node test/bench/thesis.ts`: peak memory of the program with one worker that reads development papers
 * one by one with their pictures, and the same papers as one thesis of 323 pages. Needs `qpdf`, which joins them.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configOf } from '../../src/config/config.ts';
import { paperOptions } from '../../src/config/parts.ts';
import { openThreads } from '../../src/threads/pool.ts';
import { INTERPRETER } from './interpreter.ts';
import { PAPERS, paperIds, SETS } from './paper-scores.ts';

/** Every so many papers, of both kinds. */
const EVERY = 3;

async function measure(papers: readonly string[]): Promise<void> {
  const figuresDir = await mkdtemp(join(tmpdir(), 'poster-stream-thesis-'));
  const options = {
    ...paperOptions(configOf({ dataDir: '/' })),
    docId: 'thesis',
    sourcePath: 'thesis.pdf',
    figuresDir,
  };
  await using threads = openThreads(1);
  let pages = 0;
  for (const paper of papers) {
    const { metadata } = await threads.run('parsePaper', [paper, options], AbortSignal.timeout(600_000));
    pages += Number(metadata.pages);
  }
  await rm(figuresDir, { recursive: true });
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpu_seconds = Math.round((userCPUTime + systemCPUTime) / 1e6);
  console.log(JSON.stringify({ papers: papers.length, pages, cpu_seconds, peak_rss_mb: Math.round(maxRSS / 1024) }));
}

/** Megabytes. */
function peakOf(papers: readonly string[]): number {
  const command = [...INTERPRETER, import.meta.filename, ...papers];
  const { stdout, stderr, status } = spawnSync('/usr/bin/env', command, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`It ended with ${status}: ${stderr}`);
  process.stdout.write(stdout);
  return JSON.parse(stdout).peak_rss_mb;
}

async function compare(): Promise<void> {
  const perSet = SETS.map(async (set) => (await paperIds(set)).map((id) => join(PAPERS, set, 'pdf', `${id}.pdf`)));
  const papers = (await Promise.all(perSet)).flat().filter((_, i) => i % EVERY === 0);
  const folder = await mkdtemp(join(tmpdir(), 'poster-stream-thesis-'));
  const thesis = join(folder, 'thesis.pdf');
  spawnSync('qpdf', ['--warning-exit-0', '--empty', '--pages', ...papers, '--', thesis], { stdio: 'inherit' });
  const apart = peakOf(papers);
  console.log(`as one / one by one: ${(peakOf([thesis]) / apart).toFixed(3)}`);
  await rm(folder, { recursive: true });
}

const asked = process.argv.slice(2);
if (asked.length > 0) await measure(asked);
else await compare();
