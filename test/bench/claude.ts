/**
 * The claude engine before a loopback server of 200 ms: rate, faults, a rate limit, large posters.
 *
 *     [ROWS=2000] [LATENCY_MS=200] node test/bench/claude.ts [rate] [faults] [limited] [large]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRows, type PictureSet } from './claude/pictures.ts';
import { runBench, startServer } from './claude/processes.ts';

const LATENCY_MS = Number(process.env.LATENCY_MS ?? 200);
const CONCURRENCY = 50;
const SMALL: PictureSet = { count: Number(process.env.ROWS ?? 2000), width: 320, height: 240 };
const LARGE: PictureSet = { count: 60, width: 3000, height: 2100 };

interface Case {
  pictures: PictureSet;
  server: { faults?: Record<string, number>; requestsPerSecond?: number };
  /** Rows a second if nothing but the server took time. */
  ideal: number;
  unordered?: boolean;
}

const FAULTS = { throttled: 0.05, overloaded: 0.05, 'server-error': 0.05, reset: 0.05 };
const full = CONCURRENCY / (LATENCY_MS / 1000);
const CASES: Record<string, Case> = {
  rate: { pictures: SMALL, server: {}, ideal: full },
  faults: { pictures: SMALL, server: { faults: FAULTS }, ideal: full },
  limited: { pictures: SMALL, server: { requestsPerSecond: 60 }, ideal: 60 },
  large: { pictures: LARGE, server: {}, ideal: full },
};

const wanted = process.argv.slice(2);
console.log(
  '| case | rows | seconds | of the ideal rate | CPU ms a row: client, its main thread, server | requests | throttled | paid twice | failed | RSS MB at ¼, end, peak |',
);
console.log('|---|---|---|---|---|---|---|---|---|---|');
for (const [name, { pictures, server, ideal }] of Object.entries(CASES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const folder = await mkdtemp(join(tmpdir(), 'poster-stream-bench-'));
  const rows = await makeRows(join(tmpdir(), `poster-stream-pictures-${pictures.width}`), pictures);
  using service = await startServer({ latencyMs: LATENCY_MS, log: join(folder, 'log'), ...server });
  const { seconds, cpuSeconds, mainSeconds, done, failed, rss } = await runBench({
    rows,
    output: join(folder, 'out.jsonl'),
    baseUrl: service.url,
    cacheDir: join(folder, 'cache'),
    concurrency: CONCURRENCY,
  });
  const exchanges = await service.exchanges();
  const paid = exchanges.filter((exchange) => exchange.paid);
  const throttled = exchanges.filter(({ status }) => status === 429 || status === 529).length;
  const twice = paid.length - new Set(paid.map(({ picture }) => picture)).size;
  const serverSeconds = await service.end();
  const cpu = [cpuSeconds, mainSeconds, serverSeconds].map((used) => ((1000 * used) / done).toFixed(2)).join(', ');
  const share = (100 * (done / seconds)) / ideal;
  const failures = JSON.stringify(failed);
  const memory = [rss.quarter, rss.end, rss.peak].map(Math.round).join(', ');
  console.log(
    `| ${name} | ${done} | ${seconds.toFixed(1)} | ${share.toFixed(1)} % | ${cpu} | ${exchanges.length} | ${((100 * throttled) / exchanges.length).toFixed(1)} % | ${twice} | ${failures} | ${memory} |`,
  );
  await rm(folder, { recursive: true });
}
