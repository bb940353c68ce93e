/**
 * Peak memory of the whole chain at 10,000 and at 100,000 rows, every record with 100 KB of text of its own, parsing
 * done by instant work in real worker threads.
 *
 *     node test/bench/memory.ts            both sizes, each in a process of its own
 */

import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { configOf } from '../../src/config/config.ts';
import { finished, fresh, records } from '../../src/pipeline.ts';
import { openThreads } from '../../src/threads/pool.ts';
import { comparePeaks } from './compare-peaks.ts';
import { openInstantPass, rowsOf } from './instant/session.ts';

const SMALL = 10_000;
const LARGE = 100_000;

async function measure(rows: number): Promise<void> {
  const threads = openThreads(2, new URL('./instant/worker.ts', import.meta.url));
  await using pass = await openInstantPass(configOf({ dataDir: '/', figures: false }), threads);
  await records(finished(fresh(pass), pass), pass).run(
    pass.intake.readable(Readable.from(rowsOf(rows))),
    createWriteStream('/dev/null'),
  );
  const { maxRSS } = process.resourceUsage();
  console.log(
    JSON.stringify({ rows: pass.summary.done, peak_rss_mb: Math.round(maxRSS / 1024), bytes: pass.summary.bytes }),
  );
}

const [asked] = process.argv.slice(2);
if (asked) await measure(Number(asked));
else comparePeaks(import.meta.url, { small: SMALL, large: LARGE });
