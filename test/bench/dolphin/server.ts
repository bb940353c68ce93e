/** The server of the bench, in a process of its own: it counts how many of its places are taken. */
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { READING_ORDER } from '../../../src/dolphin/questions.ts';
import { listen } from '../../servers/listen.ts';

const [capacity = 0, latencyMs = 0] = process.argv.slice(2).map(Number);

const ORDER = Array.from({ length: 30 }, (_, i) => {
  const [x, y] = [20 + (i % 3) * 350, 20 + Math.floor(i / 3) * 100];
  return `[${x},${y},${x + 320},${y + 80}][para]`;
}).join('[PAIR_SEP]');

let inFlight = 0;
let requests = 0;
let area = 0;
let first = 0;
let last = 0;

function count(change: number): void {
  const now = performance.now();
  first ||= now;
  area += Math.min(inFlight, capacity) * (now - (last || now));
  last = now;
  inFlight += change;
}

await using server = await listen(async (request, response) => {
  count(1);
  requests += 1;
  const said = (await text(request)).includes(READING_ORDER) ? ORDER : 'The words of a paragraph, word for word.';
  await sleep(latencyMs);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const choices = [{ index: 0, delta: { content: said }, finish_reason: 'stop' }];
  const chunk = { id: 'c', object: 'chat.completion.chunk', model: 'm', choices };
  response.end(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
  count(-1);
});
process.send?.({ url: server.url });
// Asked once, at the end.
await new Promise((resolve) => process.once('message', resolve));
process.send?.({ requests, seconds: (last - first) / 1000, busy: area / (capacity * (last - first)) });
process.disconnect?.();
