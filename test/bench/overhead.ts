/**
 * Rows a second through all stages when no stage has anything to do: instant work in the main thread, small records.
 *
 *     node test/bench/overhead.ts [ROWS]
 */
import { Readable, Writable } from 'node:stream';
import { configOf } from '../../src/config/config.ts';
import { finished, fresh, records } from '../../src/pipeline.ts';
import { answer, unwrap } from '../../src/threads/answer.ts';
import type { Threads } from '../../src/threads/pool.ts';
import { instantJobs } from './instant/jobs.ts';
import { openInstantPass, rowsOf } from './instant/session.ts';

const jobs = instantJobs(100);
const inThisThread: Threads = {
  count: 2,
  run: (name, args) => answer(jobs, { name, args }).then(unwrap),
  [Symbol.asyncDispose]: async () => {},
};

const rows = Number(process.argv[2] ?? 20_000);
await using pass = await openInstantPass(configOf({ dataDir: '/', figures: false }), inThisThread);
const nowhere = new Writable({ write: (_chunk, _encoding, callback) => callback() });
const started = process.cpuUsage();
const from = performance.now();
await records(finished(fresh(pass), pass), pass).run(pass.intake.readable(Readable.from(rowsOf(rows))), nowhere);
const { user, system } = process.cpuUsage(started);
const seconds = (performance.now() - from) / 1000;
const cpu = (user + system) / 1e6;
console.log(
  `${rows} rows: ${Math.round(rows / seconds)} a second, ${Math.round(rows / cpu)} a CPU second, all ${pass.summary.done} done`,
);
