/**
 * How busy Dolphin's element crops keep a server of capacity 32 and 300 ms latency: posters of 30 elements, cut from the
 * picture of a sample poster; the share of the server's places that are taken, from the first request to the last answer.
 *
 *     node test/bench/dolphin.ts [POSTERS [LATENCY]]
 */
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { READING_ORDER } from '../../src/dolphin/questions.ts';
import { openDolphin } from '../../src/engines/dolphin.ts';
import { openThreads } from '../../src/threads/pool.ts';
import { listen } from '../servers/listen.ts';

const CAPACITY = 32;
const poster = fileURLToPath(new URL('../../samples/pairs/bounded-streams/poster.png', import.meta.url));
const [posters = 40, latencyMs = 300] = process.argv.slice(2).map(Number);

const ORDER = Array.from({ length: 30 }, (_, i) => {
  const [x, y] = [20 + (i % 3) * 350, 20 + Math.floor(i / 3) * 100];
  return `[${x},${y},${x + 320},${y + 80}][para]`;
}).join('[PAIR_SEP]');

let inFlight = 0;
let requests = 0;
let area = 0;
let first = 0;
let last = 0;
const count = (change: number): void => {
  const now = performance.now();
  first ||= now;
  area += Math.min(inFlight, CAPACITY) * (now - (last || now));
  last = now;
  inFlight += change;
};

await using server = await listen(async (request, response) => {
  count(1);
  requests += 1;
  const said = (await text(request)).includes(READING_ORDER) ? ORDER : 'The words of a paragraph, word for word.';
  await sleep(latencyMs);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const choices = [{ index: 0, delta: { content: said }, finish_reason: 'stop' }];
  response.end(
    `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', model: 'm', choices })}\n\ndata: [DONE]\n\n`,
  );
  count(-1);
});
await using threads = openThreads(1);
await using dolphin = openDolphin(
  {
    ...{
      baseUrls: [`${server.url}/v1`],
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
const seconds = (last - first) / 1000;
console.log(
  JSON.stringify({
    posters,
    latency_ms: latencyMs,
    requests,
    seconds: Math.round(seconds * 10) / 10,
    busy: Math.round((area / (CAPACITY * (last - first))) * 1000) / 1000,
    cpu_seconds: Math.round((user + system) / 1e5) / 10,
  }),
);
