/**
 * A run by batches of 500 requests, instant work in place of parsing, before the loopback server in a process of its
 * own: peak memory at 500 and at 5,000 rows, each row with 100 KB of text.
 *
 *     node test/bench/batch.ts            both sizes, each in a process of its own
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BatchSpool } from '../../src/batch/batch-spool.ts';
import { openBatch } from '../../src/batch/open-batch.ts';
import { configOf } from '../../src/config/config.ts';
import { openBudget } from '../../src/engines/cost/budget.ts';
import { openPaperReader } from '../../src/engines/open/open-paper-reader.ts';
import { openBatched } from '../../src/runs/batched.ts';
import { Coordinator } from '../../src/runs/coordinator.ts';
import { Passes } from '../../src/runs/passes.ts';
import { write } from '../../src/runs/runner.ts';
import { openThreads } from '../../src/threads/pool.ts';
import { makeRows } from './claude/pictures.ts';
import { startServer } from './claude/processes.ts';
import { bareSession, endRun } from './instant/session.ts';

const SMALL = 500;
const LARGE = 5000;
const GROUP = 500;

async function measure(baseUrl: string, folder: string, rows: string): Promise<void> {
  const options = { dataDir: '/', figures: false, baseUrl: [baseUrl], cacheDir: join(folder, 'cache') };
  const config = configOf({ ...options, batch: true, batchSize: GROUP, poll: 0.2 });
  const threads = openThreads(2, new URL('./instant/worker.ts', import.meta.url));
  await using spool = await BatchSpool.open(join(folder, 'spool'));
  const batch = await openBatch(
    spool,
    config,
    { apiKey: 'test-key' },
    {
      ...{ threads, budget: openBudget(null), onPaid: () => {} },
    },
  );
  const papers = await openPaperReader(config, threads);
  const session = { ...bareSession({ threads, papers, engine: batch.engine, scratch: spool }), batch };
  const coordinator = new Coordinator(null, endRun);
  using passes = new Passes(coordinator, session, config);
  await using runner = openBatched(passes);
  await write(runner, createReadStream(rows), createWriteStream('/dev/null'));
  await threads[Symbol.asyncDispose]();
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const figures = {
    rows: coordinator.summary.done,
    batches: batch.counts.ended,
    peak_rss_mb: Math.round(maxRSS / 1024),
  };
  console.log(JSON.stringify({ ...figures, cpu_seconds: Math.round((userCPUTime + systemCPUTime) / 1e6) }));
}

/** What stands before the script in the first line of the command line: `VARIABLE=… node --flag …`. */
const [firstLine = ''] = readFileSync(new URL('../../src/cli.ts', import.meta.url), 'utf8').split('\n', 1);
const interpreter = firstLine.split(' ').slice(2);

async function measureApart(count: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'poster-stream-batch-'));
  const rows = await makeRows(join(tmpdir(), 'poster-stream-pictures-320'), { count, width: 320, height: 240 });
  using service = await startServer({ latencyMs: 0, log: join(folder, 'log') });
  const script = [fileURLToPath(import.meta.url), service.url, folder, rows];
  const { stdout, stderr, status } = spawnSync('/usr/bin/env', [...interpreter, ...script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The run of ${count} rows ended with ${status}: ${stderr}`);
  process.stdout.write(stdout);
  await rm(folder, { recursive: true });
  return JSON.parse(stdout).peak_rss_mb;
}

const [url, folder, rows] = process.argv.slice(2);
if (url && folder && rows) await measure(url, folder, rows);
else {
  const small = await measureApart(SMALL);
  const large = await measureApart(LARGE);
  console.log(`peak at ${LARGE} rows / peak at ${SMALL} rows: ${(large / small).toFixed(3)}`);
}
