import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type OpenaiOptions, openOpenai } from '../../../src/engines/chat/openai.ts';
import { openBudget } from '../../../src/engines/cost/budget.ts';
import { FatalError, RowError } from '../../../src/model/item.ts';
import type { Usage } from '../../../src/model/schemas.ts';
import { drawPoster } from '../../fixtures/draw-poster.ts';
import { openaiOptions } from '../../helpers/engine-options.ts';
import { type ChatServerOptions, openChatServer, posterAnswer } from '../../servers/chat-server.ts';
import { inRounds } from '../../servers/in-rounds.ts';
import { listen } from '../../servers/listen.ts';

let folder: string;
const posters: string[] = [];
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'poster-stream-openai-'));
  for (const index of [0, 1, 2, 3, 4, 5, 6, 7]) {
    const path = join(folder, `${index}.png`);
    await writeFile(path, await drawPoster({ width: 700, height: 500, title: `Number ${index}` }));
    posters.push(path);
  }
});
after(() => rm(folder, { recursive: true }));

const never = new AbortController().signal;
const codeIs = (code: string) => (error: unknown) => error instanceof RowError && error.code === code;

async function meet(service: Partial<ChatServerOptions>, client: Partial<OpenaiOptions> = {}, count = 1) {
  await using server = await openChatServer(service);
  await using engine = openOpenai(openaiOptions({ baseUrls: [server.baseUrl], ...client }));
  const reading = posters.slice(0, count).map((path) => engine.transcribe({ paperId: 'p', path }, never));
  const [first, ...others] = await Promise.all(reading);
  assert.ok(first);
  return { first, others, requests: server.requests, peak: server.peak };
}

test('a server that cannot hold an answer to a schema is asked for the delimited form, and so from then on', async () => {
  const { first, requests } = await meet({ takesSchema: false }, { concurrency: 1 }, 3);
  assert.equal(first.layout.sections.length, 6);
  assert.deepEqual(requests.map(({ response_format: format }) => format !== undefined).slice(-2), [false, false]);
  await assert.rejects(meet({ takesSchema: false }, { answerForm: 'schema' }), codeIs('invalid-output'));
});

test('what a server without schemas once answered is found by the next run, which asks nobody', async () => {
  const service = { takesSchema: false };
  const cacheDir = join(folder, 'without-schemas');
  const { first } = await meet(service, { cacheDir });
  const again = await meet(service, { cacheDir });
  assert.equal(again.requests.length, 0);
  assert.equal(again.first.markdown, first.markdown);
});

test('a model that knows only the newer name of the limit is asked by it', async () => {
  const { requests } = await meet({ limit: 'max_completion_tokens' });
  assert.equal(requests.at(-1)?.max_completion_tokens, 16_384);
});

for (const answersIn of ['reasoning_content', 'reasoning'] as const) {
  test(`an answer that lands in ${answersIn} is found`, async () => {
    const { first } = await meet({ answersIn });
    assert.match(first.markdown, /^# Poster/);
  });
}

test('thinking aloud before the answer is no part of it, braces and all', async () => {
  const { first } = await meet({
    takesSchema: false,
    answer: () =>
      '<think>A layout {"sections": [] } maybe?</think>\n```json\n{"content": "# Mine", "layout": {"sections": []}}\n```',
  });
  assert.equal(first.markdown, '# Mine');
});

for (const fate of [429, 503, 'reset', 'broken-off'] as const) {
  test(`what is passing is tried again: ${fate}`, async () => {
    const { first, requests } = await meet({ fate: (nth) => (nth === 0 ? fate : 'answered') });
    assert.equal(requests.length, 2);
    assert.equal(first.layout.sections.length, 6);
  });
}

test('silence is given up after the timeout and asked again', async () => {
  const { requests } = await meet({ fate: (nth) => (nth === 0 ? 'hang' : 'answered') }, { timeoutMs: 1500 });
  assert.equal(requests.length, 2);
});

test('an answer that is cut off is asked for with twice the room, and saved where there is no more room', async () => {
  const roomy = await meet({ fate: (nth) => (nth === 0 ? 'cut-off' : 'answered') });
  assert.deepEqual(
    roomy.requests.map((request) => request.max_tokens),
    [16_384, 32_768],
  );
  assert.equal(roomy.first.metadata.salvaged, false);
  const tight = await meet({ fate: () => 'cut-off', mostTokens: 20_000 });
  assert.equal(tight.first.metadata.salvaged, true);
  assert.ok(tight.first.layout.sections.length > 0);
});

test('a picture and an answer that do not fit into the context fail the row with what to change', async () => {
  await assert.rejects(
    meet({ mostTokens: 4096 }),
    (error) => codeIs('too-large')(error) && /--max-tokens/.test(`${error}`),
  );
});

test('a wrong key, a model without eyes and one that is not there end the run and say what to do', async () => {
  const ends = async (service: Partial<ChatServerOptions>, said: RegExp) =>
    await assert.rejects(meet(service, { apiKey: 'sk-wrong' }), (error) => {
      assert.ok(error instanceof FatalError);
      assert.match(error.message, said);
      assert.doesNotMatch(error.message, /sk-wrong/);
      return true;
    });
  await ends({ apiKey: 'right' }, /OPENAI_API_KEY/);
  await ends({ takesImages: false }, /vision model/);
  await ends({ model: 'another' }, /--model/);
});

test('several servers share the work evenly, each within its own limit', async () => {
  const answer = inRounds(4, posterAnswer);
  await using a = await openChatServer({ answer });
  await using b = await openChatServer({ answer });
  await using engine = openOpenai(openaiOptions({ baseUrls: [a.baseUrl, b.baseUrl], concurrency: 2 }));
  await Promise.all(posters.map((path) => engine.transcribe({ paperId: 'p', path }, never)));
  assert.deepEqual([a.requests.length, b.requests.length], [4, 4]);
  assert.deepEqual([a.peak, b.peak], [2, 2]);
});

test('a dead server is left out and costs no row; back again, it is asked again', async () => {
  const reserved = await listen(async () => {});
  const port = Number(new URL(reserved.url).port);
  await reserved[Symbol.asyncDispose]();
  await using alive = await openChatServer({ latencyMs: 20 });
  await using engine = openOpenai(openaiOptions({ baseUrls: [`${reserved.url}/v1`, alive.baseUrl], concurrency: 2 }));
  const read = () => Promise.all(posters.map((path) => engine.transcribe({ paperId: 'p', path }, never)));
  assert.equal((await read()).length, posters.length);
  await using back = await openChatServer({ port, latencyMs: 20 });
  const deadline = Date.now() + 10_000;
  while (back.requests.length === 0 && Date.now() < deadline) await read();
  assert.ok(back.requests.length > 0);
});

test('where nobody answers, the run ends within seconds and names the address', async () => {
  const gone = await listen(async () => {});
  await gone[Symbol.asyncDispose]();
  await using engine = openOpenai(openaiOptions({ baseUrls: [`${gone.url}/v1`] }));
  const reading = posters.slice(0, 4).map((path) => engine.transcribe({ paperId: 'p', path }, never));
  const reasons = (await Promise.allSettled(reading)).map((each) => (each.status === 'rejected' ? each.reason : null));
  for (const reason of reasons) assert.ok(reason instanceof FatalError);
  assert.match(String(reasons[0]), /127\.0\.0\.1.*ECONNREFUSED.*--base-url/s);
});

test('an answer is kept, and nobody is asked the same thing twice', async () => {
  const cacheDir = join(folder, 'answers');
  const paid: Usage[] = [];
  const client = { cacheDir, prices: { 'test/vision-model': { input: 1, output: 2, cache_write: 1, cache_read: 1 } } };
  const asked = await meet({}, { ...client, onPaid: (usage) => paid.push(usage) });
  assert.ok(Number(asked.first.cost_usd) > 0);
  const kept = await meet({}, { ...client, onPaid: (usage) => paid.push(usage) });
  assert.equal(kept.requests.length, 0);
  assert.equal(kept.first.cost_usd, 0);
  assert.equal(paid.length, 1);
  assert.deepEqual(kept.first.layout.sections, asked.first.layout.sections);
});

test('a limit in dollars needs a price, and is kept', async () => {
  assert.throws(() => openOpenai(openaiOptions({ budget: openBudget(1) })), FatalError);
  const prices = { 'test/vision-model': { input: 1, output: 2, cache_write: 1, cache_read: 1 } };
  await assert.rejects(meet({}, { prices, budget: openBudget(0.001) }), codeIs('over-budget'));
});
