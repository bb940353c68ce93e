import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bufferedFetch } from '../../../src/engines/asking/buffered-fetch.ts';
import { listen } from '../../servers/listen.ts';

test('an answer comes whole, with its status and headers', async () => {
  await using server = await listen(async (request, response) => {
    response.writeHead(529, { 'retry-after': '3' });
    for await (const chunk of request) response.write(chunk);
    response.end();
  });
  const response = await bufferedFetch(server.url, { method: 'POST', body: 'Größe', headers: { 'x-api-key': 'k' } });
  assert.deepEqual([response.status, response.headers.get('retry-after')], [529, '3']);
  assert.equal(await response.text(), 'Größe');
});

test('a connection lost in the middle of the body is an error of the call, not of whoever reads the answer', async () => {
  await using server = await listen(async (_, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('half', () => response.socket?.resetAndDestroy());
  });
  await assert.rejects(bufferedFetch(server.url));
});

test('a redirect is not followed: the key goes to the server that was named', async () => {
  let asked = 0;
  await using server = await listen(async (_, response) => {
    asked++;
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  assert.equal((await bufferedFetch(server.url, { headers: { 'x-api-key': 'k' } })).status, 307);
  assert.equal(asked, 1);
});
