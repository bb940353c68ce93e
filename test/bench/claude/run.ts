/**
 * A run of the whole chain with instant parsing in front of the claude engine: options as JSON in argv, records into a
 * file, one line of figures on stdout.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { z } from 'zod';
import { configOf } from '../../../src/config/config.ts';
import { openEngine } from '../../../src/engines/open/open-engine.ts';
import { openPaperReader } from '../../../src/engines/open/open-paper-reader.ts';
import { openScratch } from '../../../src/files/scratch.ts';
import { Summary } from '../../../src/model/summary.ts';
import { finished, fresh, records } from '../../../src/pipeline.ts';
import { openPass } from '../../../src/session/pass.ts';
import { answer, unwrap } from '../../../src/threads/answer.ts';
import { JOBS, type JobTable } from '../../../src/threads/jobs.ts';
import type { Threads } from '../../../src/threads/pool.ts';
import { paperOf } from '../instant/jobs.ts';
import { bareSession } from '../instant/session.ts';

const Options = z.object({
  rows: z.string(),
  output: z.string(),
  baseUrl: z.string(),
  cacheDir: z.string(),
  concurrency: z.number(),
  unordered: z.boolean().default(false),
});

/** The last line on stdout. */
export interface RunFigures {
  seconds: number;
  cpuSeconds: number;
  /** Of them, those of the main thread. */
  mainSeconds: number;
  done: number;
  failed: Record<string, number>;
  costUsd: number | null;
  /** Megabytes, at a quarter of the run and at its end, and the most. */
  rss: { quarter: number; end: number; peak: number };
}

const { rows, output, baseUrl, cacheDir, concurrency, unordered } = Options.parse(JSON.parse(process.argv[2] ?? '{}'));
const config = configOf({ dataDir: '/', figures: false, baseUrl, cacheDir, concurrency, unordered });

/** As long as a short paper, and the same whenever it is read. */
const jobs: JobTable = {
  ...JOBS,
  parsePaper: async (path, { docId }) => paperOf(docId, path, `The text of ${docId}. `.repeat(1000)),
};
const threads: Threads = {
  count: 2,
  run: (name, args) => answer(jobs, { name, args }).then(unwrap),
  [Symbol.asyncDispose]: async () => {},
};

const summary = new Summary();
await using scratch = await openScratch();
await using engine = await openEngine(config, { apiKey: 'test-key' }, threads, {
  onPaid: (usage, cost) => summary.addUsage(usage, cost),
});
const session = bareSession({ threads, papers: await openPaperReader(config, threads), engine, scratch });
const pass = openPass(session, config, { summary });

const samples: number[] = [];
const sampler = setInterval(() => samples.push(process.memoryUsage.rss() / 2 ** 20), 250);
const from = performance.now();
const cpuFrom = process.cpuUsage();
const mainFrom = process.threadCpuUsage();
await records(finished(fresh(pass), pass), pass).run(
  pass.intake.readable(createReadStream(rows)),
  createWriteStream(output),
);
const seconds = (performance.now() - from) / 1000;
const secondsOf = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1e6;
const cpuSeconds = secondsOf(process.cpuUsage(cpuFrom));
const mainSeconds = secondsOf(process.threadCpuUsage(mainFrom));
clearInterval(sampler);
samples.push(process.memoryUsage.rss() / 2 ** 20);
const figures: RunFigures = {
  seconds,
  cpuSeconds,
  mainSeconds,
  done: summary.done,
  failed: Object.fromEntries(summary.failures),
  costUsd: summary.costUsd,
  rss: {
    quarter: samples[Math.floor(samples.length / 4)] ?? 0,
    end: samples.at(-1) ?? 0,
    peak: Math.max(...samples),
  },
};
console.log(JSON.stringify(figures));
