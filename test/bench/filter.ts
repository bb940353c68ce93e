/**
 * The whole filter on real work: pairs a minute, time to the first line, peak memory, CPU.
 *
 *     npm run build && node test/bench/filter.ts [DATA_DIR] [THREADS] [OPTION…]     DATA_DIR holds train.csv; the samples by default
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BINARY = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const [dataDir = fileURLToPath(new URL('../../samples', import.meta.url)), threads = '2', ...more] =
  process.argv.slice(2);

const started = performance.now();
const seconds = () => (performance.now() - started) / 1000;
const child = spawn(
  BINARY,
  ['--engine', 'local', '--data-dir', dataDir, '--threads', threads, ...more, join(dataDir, 'train.csv')],
  {
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);

let lines = 0;
let firstLine = 0;
child.stdout.on('data', (chunk: Buffer) => {
  if (lines === 0) firstLine = seconds();
  lines += chunk.filter((byte) => byte === 10).length;
});
let peak = { megabytes: 0, cpuSeconds: 0 };
const watch = setInterval(() => {
  peak = readUse(child.pid) ?? peak;
}, 200);
const [status] = await once(child, 'close');
clearInterval(watch);

console.log(
  `exit status ${status}; ${lines} records, first after ${firstLine.toFixed(1)} s, all after ${seconds().toFixed(1)} s`,
);
console.log(
  `${((lines / seconds()) * 60).toFixed(1)} pairs a minute; ${(peak.cpuSeconds / lines).toFixed(1)} CPU s a pair; peak ${peak.megabytes} MB`,
);

/** Peak memory and CPU time so far, as Linux tells them; `null` when the process has ended. */
function readUse(pid: number | undefined): typeof peak | null {
  try {
    const memory = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    // A process that has ended and is not yet waited for has no memory any more.
    if (memory === undefined) return null;
    const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').slice(11, 13) ?? [];
    return { megabytes: Math.round(Number(memory) / 1024), cpuSeconds: (Number(user) + Number(system)) / 100 };
  } catch {
    // It ended between two looks.
    return null;
  }
}
