/**
 * Peak memory of the whole chain at 10,000 and at 100,000 rows, every record with 100 KB of text of its own, parsing
 * done by instant work in real worker threads.
 *
 *     node test/bench/memory.ts            both sizes, each in a process of its own
 */
import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { configOf } from '../../src/config.ts';
import { records } from '../../src/pipeline.ts';
import { openThreads } from '../../src/threads/pool.ts';
import { openInstantRun, rowsOf } from './instant/session.ts';
import { INTERPRETER } from './interpreter.ts';

const SMALL = 10_000;
const LARGE = 100_000;

async function measure(rows: number): Promise<void> {
  const threads = openThreads(2, new URL('./instant/worker.ts', import.meta.url));
  await using run = await openInstantRun(configOf({ dataDir: '/', figures: false }), threads);
  await records(run).run(run.intake.readable(Readable.from(rowsOf(rows))), createWriteStream('/dev/null'));
  const { maxRSS } = process.resourceUsage();
  console.log(
    JSON.stringify({ rows: run.summary.done, peak_rss_mb: Math.round(maxRSS / 1024), bytes: run.summary.bytes }),
  );
}

function measureApart(rows: number): number {
  const script = [fileURLToPath(import.meta.url), String(rows)];
  const { stdout, status } = spawnSync('/usr/bin/env', [...INTERPRETER, ...script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The run of ${rows} rows ended with ${status}`);
  process.stdout.write(stdout);
  return JSON.parse(stdout).peak_rss_mb;
}

const [asked] = process.argv.slice(2);
if (asked) await measure(Number(asked));
else {
  const small = measureApart(SMALL);
  const large = measureApart(LARGE);
  console.log(`peak at ${LARGE} rows / peak at ${SMALL} rows: ${(large / small).toFixed(3)}`);
}
