/**
 * How busy Dolphin's element crops keep a server of capacity 32 and 300 ms latency: posters of 30 elements, cut from the
 * picture of a sample poster; the share of the server's places that are taken, from the first request to the last answer.
 *
 *     node test/bench/dolphin.ts [POSTERS [LATENCY]]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openDolphin } from '../../src/engines/original/dolphin.ts';
import { openThreads } from '../../src/threads/pool.ts';

const CAPACITY = 32;
const poster = fileURLToPath(new URL('../../samples/pairs/bounded-streams/poster.png', import.meta.url));
const [posters = 40, latencyMs = 300] = process.argv.slice(2).map(Number);

const script = fileURLToPath(new URL('./dolphin/server.ts', import.meta.url));
const server = fork(script, [String(CAPACITY), String(latencyMs)]);
const [{ url }] = await once(server, 'message');
await using threads = openThreads(1);
await using dolphin = openDolphin(
  {
    ...{
      baseUrls: [`${url}/v1`],
      apiKey: '',
      model: 'm',
      timeoutMs: 60_000,
      maxRetries: 0,
      concurrency: CAPACITY,
    },
    ...{ dpi: 200, maxPages: 100, onPaid: () => {} },
  },
  threads,
);
const names = { docId: 'p', path: poster, sourcePath: poster, figuresDir: null, workDir: '' };
let begun = 0;
const cpu = process.cpuUsage();
await Promise.all(
  Array.from({ length: dolphin.concurrency }, async () => {
    while (begun++ < posters) await dolphin.readPoster(names, new AbortController().signal);
  }),
);
const { user, system } = process.cpuUsage(cpu);
server.send('how busy');
const [{ requests, seconds, busy }] = await once(server, 'message');
console.log(
  JSON.stringify({
    ...{ posters, latency_ms: latencyMs, requests },
    seconds: Math.round(seconds * 10) / 10,
    busy: Math.round(busy * 1000) / 1000,
    cpu_seconds: Math.round((user + system) / 1e5) / 10,
  }),
);
