import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { onlyModel } from '../../../src/engines/chat/served-models.ts';
import { FatalError } from '../../../src/model/item.ts';
import { UsageError } from '../../../src/model/usage-error.ts';
import { openChatServer } from '../../servers/chat-server.ts';
import { listen } from '../../servers/listen.ts';

const server = await openChatServer({ model: 'hub/the-one' });
after(() => server[Symbol.asyncDispose]());

test('a server that has one model needs no --model, also where the first server is gone', async () => {
  const gone = await listen(async () => {});
  await gone[Symbol.asyncDispose]();
  assert.equal(await onlyModel([`${gone.url}/v1`, server.baseUrl], ''), 'hub/the-one');
  await assert.rejects(
    onlyModel([`${gone.url}/v1`], ''),
    (error) => error instanceof FatalError && /Nobody/.test(`${error}`),
  );
});

test('a server that has several is named with them', async () => {
  await using choice = await listen(async (_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ object: 'list', data: [{ id: 'one' }, { id: 'two' }] }));
  });
  await assert.rejects(
    onlyModel([`${choice.url}/v1`], ''),
    (error) => error instanceof UsageError && /one, two/.test(`${error}`),
  );
});
