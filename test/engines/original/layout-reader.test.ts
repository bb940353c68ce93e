import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type LayoutReaderOptions, openLayoutReader } from '../../../src/engines/original/layout-reader.ts';
import { PosterLayout } from '../../../src/model/schemas.ts';
import { openThreads } from '../../../src/threads/pool.ts';
import { drawPoster } from '../../fixtures/draw-poster.ts';
import { type ChatServerOptions, openChatServer } from '../../servers/chat-server.ts';
import { groundedLayout, qwenAnswer } from '../../servers/qwen-answer.ts';

const threads = openThreads(1);
after(() => threads[Symbol.asyncDispose]());
let folder: string;
let path: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'poster-stream-layout-'));
  path = join(folder, 'poster.png');
  await writeFile(path, await drawPoster({ width: 1500, height: 1000, title: 'Layouts' }));
});
after(() => rm(folder, { recursive: true }));

async function describe(
  serving: Partial<ChatServerOptions>,
  given: Partial<LayoutReaderOptions> = {},
  titles: string[] = [],
) {
  await using server = await openChatServer({ answer: qwenAnswer, ...serving });
  await using reader = openLayoutReader(
    {
      ...{ baseUrls: [server.baseUrl], apiKey: '', model: 'test/vision-model', timeoutMs: 5000, maxRetries: 2 },
      ...{
        concurrency: 2,
        onPaid: () => {},
        boxUnit: 'thousandths',
        maxTokens: 4096,
        heldToSchema: true,
        cacheDir: null,
      },
      ...given,
    },
    threads,
  );
  const described = await reader.describe({ paperId: 'p', path }, titles, new AbortController().signal);
  PosterLayout.parse(described.layout);
  return { ...described, requests: server.requests };
}

const BOXES = [1, 2, 3].flatMap((column) => [
  [column * 33 - 32, 14, 31, 40],
  [column * 33 - 32, 56, 31, 40],
]);
const boxesOf = ({ layout }: { layout: PosterLayout }) =>
  layout.sections.map(({ bbox_pct }) => bbox_pct).sort((a, b) => a[0] - b[0]);

test('a fenced answer in thousandths is a layout in percent', async () => {
  const described = await describe({});
  assert.deepEqual(boxesOf(described), BOXES);
  assert.equal(described.account.layout_salvaged, true);
  assert.equal(described.layout.poster.orientation, 'landscape');
});

test('a model that writes pixels is read as one', async () => {
  const answer: ChatServerOptions['answer'] = ({ pictures: [picture] }) =>
    picture ? JSON.stringify(groundedLayout(picture, true)) : '';
  const described = await describe({ answer }, { boxUnit: 'pixels' });
  const [first] = boxesOf(described);
  for (const [i, side] of (BOXES[0] ?? []).entries()) assert.ok(Math.abs((first?.[i] ?? 0) - side) < 0.1, `${first}`);
});

test('the answer is held to a schema with bounded arrays, until a server refuses it; the headers are told', async () => {
  const { requests } = await describe({}, {}, ['Why "this"']);
  assert.match(JSON.stringify(requests[0]?.response_format), /"bbox_2d":.*"maxItems":4/);
  assert.match(JSON.stringify(requests[0]?.messages), /Why/);
  const refused = await describe({ takesSchema: false });
  assert.equal(refused.requests.length, 2);
  assert.equal(refused.requests[1]?.response_format, undefined);
  assert.equal(refused.layout.sections.length, 6);
});

test('an answer that was cut off twice gives the sections that came', async () => {
  const { layout, account, requests } = await describe({ fate: () => 'cut-off' });
  assert.deepEqual(
    requests.map((request) => request.max_tokens),
    [4096, 8192],
  );
  assert.ok(layout.sections.length >= 4, `${layout.sections.length}`);
  assert.equal(account.layout_salvaged, true);
});

test('a bare list of boxes, as for grounding, is the list of sections', async () => {
  const list =
    '[{"bbox_2d": [10, 140, 320, 400], "label": "Introduction"}, {"bbox_2d": [340, 140, 650, 400], "label": "Results"}]';
  const { layout } = await describe({ answer: () => list });
  assert.deepEqual(
    layout.sections.map(({ title }) => title),
    ['Introduction', 'Results'],
  );
});

test('words instead of a layout fail the row, asked twice', async () => {
  await assert.rejects(describe({ answer: () => 'A lovely poster.' }), /asked twice/);
});
