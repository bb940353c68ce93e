import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkChatServer, type ServerToCheck } from '../../../src/engines/chat/check-chat-server.ts';
import { type ChatQuestion, type ChatServerOptions, openChatServer } from '../../servers/chat-server.ts';
import { listen } from '../../servers/listen.ts';

const answer = ({ held, pictures }: ChatQuestion): string => {
  if (held) return '{"colour": "blue", "tags": []}';
  return pictures.length > 0 ? 'Red.' : 'Which picture?';
};

async function check(service: Partial<ChatServerOptions>, about: Partial<ServerToCheck> = {}) {
  await using server = await openChatServer({ answer, ...service });
  const options = { url: '--base-url', model: '--model' };
  return await checkChatServer({
    baseUrl: server.baseUrl,
    apiKey: '',
    model: null,
    timeoutMs: 5000,
    options,
    ...about,
  });
}

const states = (checks: Awaited<ReturnType<typeof check>>) => checks.map(({ subject, state }) => `${subject} ${state}`);

test('a server that can do all is well in all, and no advice is given', async () => {
  const checks = await check({});
  assert.deepEqual(states(checks), ['server ok', 'model ok', 'pictures ok', 'schema ok']);
  assert.ok(checks.every(({ advice }) => advice === null));
});

test('nobody there, a wrong key and a wrong path each say what to do', async () => {
  const gone = await listen(async () => {});
  await gone[Symbol.asyncDispose]();
  const [nobody] = await check({}, { baseUrl: `${gone.url}/v1` });
  assert.match(`${nobody?.state}: ${nobody?.found} ${nobody?.advice}`, /failure.*ECONNREFUSED.*vllm serve/);
  const [locked] = await check({ apiKey: 'right' }, { apiKey: 'sk-wrong' });
  assert.match(`${locked?.state}: ${locked?.advice}`, /failure.*OPENAI_API_KEY/);
  assert.doesNotMatch(`${locked?.found}`, /sk-wrong/);
});

test('a model that is not served fails with those that are', async () => {
  const checks = await check({ model: 'hub/served' }, { model: 'hub/wanted' });
  assert.deepEqual(states(checks), ['server ok', 'model failure']);
  assert.match(`${checks[1]?.found}`, /hub\/wanted is not served.*hub\/served/);
});

test('a model without eyes fails, one that sees something else is a warning', async () => {
  assert.deepEqual(states(await check({ takesImages: false })).slice(2), ['pictures failure']);
  const checks = await check({ answer: (question) => (question.held ? answer(question) : 'Green, I hazard.') });
  assert.deepEqual(states(checks).slice(2), ['pictures warning', 'schema ok']);
});

test('a schema that is refused or not kept is a warning: the delimited form is left', async () => {
  for (const service of [{ takesSchema: false }, { answer: () => 'Red it is.' }]) {
    assert.deepEqual(states(await check(service)).slice(2), ['pictures ok', 'schema warning']);
  }
});

test('a server that hangs is given up after the timeout', async () => {
  const checks = await check({ fate: () => 'hang' }, { timeoutMs: 1500 });
  assert.match(`${checks.at(-1)?.state}: ${checks.at(-1)?.advice}`, /failure.*--timeout/);
});
