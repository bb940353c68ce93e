import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { Flow } from '../src/flow/flow.ts';
import { onEach } from '../src/flow/on-each.ts';
import { posterStream } from '../src/index.ts';
import type { Item } from '../src/model/item.ts';
import type { Finished } from '../src/model/pair.ts';
import { accounted, fresh, listed, made, records } from '../src/pipeline.ts';
import { RowSelection } from '../src/rows/row-selection.ts';
import { openSamplePass, SAMPLES } from './helpers/sample.ts';
import { openChatServer } from './servers/chat-server.ts';

/** What comes of a flow, as another process would get it. */
async function sent<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(JSON.parse(JSON.stringify(item)));
  return all;
}

test('rows may be worked on elsewhere: sent there and back as JSON, they come to the same records', async () => {
  await using server = await openChatServer();
  const asking = { engine: 'openai', baseUrl: server.baseUrl, cache: false, dataDir: SAMPLES, limit: 2 } as const;
  const input = () => createReadStream(`${SAMPLES}train.csv`);
  await using coordinator = await openSamplePass(asking, { selection: new RowSelection({ start: 0, limit: 2 }) });
  await using worker = await openSamplePass(asking);
  const rows = await sent(fresh(coordinator).over(coordinator.intake.readable(input())));
  const finished = await sent(made(listed(worker), worker).over(Readable.from(rows)));
  const arriving = Flow.from(onEach<Item<Finished>>(() => {}));
  const written = records(accounted(arriving, coordinator), coordinator).over(Readable.from(finished.reverse()));
  const chunks: Uint8Array[] = [];
  for await (const chunk of written) chunks.push(chunk);
  assert.equal(coordinator.summary.done, 2);
  assert.ok(Buffer.concat(chunks).equals(await buffer(input().pipe(posterStream(asking)))));
});
