import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LLMock } from '@copilotkit/aimock';
import type { DocumentToRead } from '../../../src/engines/document-reader.ts';
import { type DolphinOptions, openDolphin } from '../../../src/engines/original/dolphin.ts';
import { RowError } from '../../../src/model/item.ts';
import { ParsedDocument } from '../../../src/model/schemas.ts';
import { openThreads } from '../../../src/threads/pool.ts';
import { drawPoster } from '../../fixtures/draw-poster.ts';
import { type ChatQuestion, type ChatServerOptions, openChatServer } from '../../servers/chat-server.ts';
import { dolphinAnswer } from '../../servers/dolphin-answer.ts';
import { inRounds } from '../../servers/in-rounds.ts';

const samplePaper = fileURLToPath(new URL('../../../samples/pairs/reading-order/paper.pdf', import.meta.url));
const threads = openThreads(1);
after(() => threads[Symbol.asyncDispose]());

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'poster-stream-dolphin-'));
  await writeFile(join(folder, 'poster.png'), await drawPoster({ width: 2000, height: 1400, title: 'Dolphins' }));
});
after(() => rm(folder, { recursive: true }));

const never = new AbortController().signal;
const document = (name: string): DocumentToRead => ({
  docId: 'p',
  path: join(folder, name),
  sourcePath: name,
  figuresDir: join(folder, 'figures'),
  workDir: join(folder, 'pages'),
});

const reader = (baseUrl: string, given: Partial<DolphinOptions> = {}) =>
  openDolphin(
    {
      ...{
        baseUrls: [baseUrl],
        apiKey: '',
        model: 'test/vision-model',
        timeoutMs: 5000,
        maxRetries: 5,
        concurrency: 8,
      },
      ...{ dpi: 100, maxPages: 100, onPaid: () => {} },
      ...given,
    },
    threads,
  );

async function readPoster(serving: Partial<ChatServerOptions>) {
  await using server = await openChatServer({ answer: dolphinAnswer, ...serving });
  await using dolphin = reader(server.baseUrl);
  const parsed = await dolphin.readPoster(document('poster.png'), never);
  return { parsed: ParsedDocument.parse(parsed), requests: server.requests, peak: server.peak };
}

test('a poster is read in two steps: its order once, then each element but figures with the words for its kind', async () => {
  // Thirteen elements are read, the page itself is the fourteenth question.
  const elements = inRounds(6, dolphinAnswer);
  let held = 12;
  const answer = (question: ChatQuestion) =>
    question.text.includes('order') || held-- <= 0 ? dolphinAnswer(question) : elements(question);
  const { parsed, requests, peak } = await readPoster({ answer });
  const asked = requests.map(
    ({ messages }) => JSON.stringify(messages).match(/(Parse|Read) [^"]*image\.|Parse the reading[^"]*/)?.[0],
  );
  assert.equal(asked[0], 'Parse the reading order of this document.');
  assert.deepEqual(
    Object.entries(Object.groupBy(asked.slice(1), (each) => each ?? ''))
      .map(([words, all]) => [words, all?.length])
      .sort(),
    [
      ['Parse the table in the image.', 1],
      ['Read code in the image.', 1],
      ['Read formula in the image.', 1],
      ['Read text in the image.', 10],
    ],
  );
  assert.ok(peak >= 6, `elements are read at once, ${peak}`);
  assert.ok(requests.every(({ temperature, max_tokens: limit }) => temperature === 0 && limit === 4096));
  assert.equal(parsed.metadata.parser, 'dolphin');
  assert.match(parsed.markdown_content, /^# The words of \w+ are read line by line\./);
  assert.match(parsed.markdown_content, /\| Name \| Value \|/);
  assert.equal(parsed.equations.length, 1);
  const [figure] = parsed.figures;
  assert.equal(figure?.label, 'Figure 1');
  assert.ok(figure?.file_path && existsSync(figure.file_path));
});

test('every picture is sent at the size at which it is seen', async () => {
  const sizes: [number, number][] = [];
  await readPoster({
    answer: (question) => {
      for (const { width, height } of question.pictures) sizes.push([width, height]);
      return dolphinAnswer(question);
    },
  });
  assert.deepEqual(sizes[0], [1596, 1120]);
  assert.ok(
    sizes.every(([width, height]) => width % 28 === 0 && height % 28 === 0),
    JSON.stringify(sizes),
  );
});

test('a page whose order cannot be made out is read as one text, and loops at the end of a text are cut', async () => {
  const { parsed, requests } = await readPoster({
    answer: ({ text }) => (text.startsWith('Parse') ? 'distorted' : `All the words.\n${'and on '.repeat(300)}`),
  });
  assert.equal(requests.length, 2);
  assert.equal(parsed.markdown_content, 'All the words.\nand on\n');
  assert.equal(parsed.metadata.whole_pages, 1);
});

test('a paper is read page by page, in order, and its figures are drawn from the PDF', async () => {
  await using server = await openChatServer({ answer: dolphinAnswer });
  await using dolphin = reader(server.baseUrl);
  const parsed = await dolphin.readPaper({ ...document(''), path: samplePaper }, never);
  const pages = Number(parsed.metadata.pages);
  assert.ok(pages > 1);
  assert.deepEqual(
    parsed.tables.map((table) => table.page_number),
    Array.from({ length: pages }, (_, i) => i + 1),
  );
  const ids = parsed.figures.map((figure) => figure.figure_id);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(parsed.figures.every((figure) => figure.file_path && existsSync(figure.file_path) && figure.width > 100));
  assert.doesNotMatch(parsed.markdown_content, /watermark/);
  assert.equal(existsSync(join(folder, 'pages')), false);
});

test('servers that stumble are asked again; one element that nobody answers fails its document', async () => {
  const { parsed } = await readPoster({ fate: (nth) => (nth % 3 === 1 ? 503 : 'answered') });
  assert.equal(parsed.equations.length, 1);
  await using server = await openChatServer({ answer: dolphinAnswer, fate: (nth) => (nth > 2 ? 500 : 'answered') });
  await using dolphin = reader(server.baseUrl, { maxRetries: 1 });
  const reading = dolphin.readPoster(document('poster.png'), never);
  await assert.rejects(reading, (error) => error instanceof RowError && error.code === 'engine-unavailable');
});

test('what is no picture and what is not there are told apart', async () => {
  await writeFile(join(folder, 'garbage.png'), 'not a picture');
  await using server = await openChatServer({ answer: dolphinAnswer });
  await using dolphin = reader(server.baseUrl);
  const codeIs = (code: string) => (error: unknown) => error instanceof RowError && error.code === code;
  await assert.rejects(dolphin.readPoster(document('gone.png'), never), codeIs('not-found'));
  await assert.rejects(dolphin.readPoster(document('garbage.png'), never), codeIs('unreadable'));
  await assert.rejects(dolphin.readPaper(document('garbage.png'), never), codeIs('unreadable'));
  assert.equal(server.requests.length, 0);
});

test('a server by somebody else is read from as well', async () => {
  const mock = new LLMock({ port: 0 });
  mock.onMessage('Parse the reading order of this document.', {
    content: '[20,20,800,200][sec_0][PAIR_SEP][20,300,800,900][para]',
  });
  mock.onMessage('Read text in the image.', { content: 'Words.' });
  await mock.start();
  try {
    await using dolphin = reader(`${mock.url}/v1`);
    const parsed = await dolphin.readPoster(document('poster.png'), never);
    assert.equal(parsed.markdown_content, '# Words.\n\nWords.\n');
  } finally {
    await mock.stop();
  }
});
