import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { RowError } from '../../../src/model/item.ts';
import { checkAddress, isPublic } from '../../../src/sources/http/address-guard.ts';
import { Web, type WebOptions } from '../../../src/sources/http/web.ts';
import { openWebServer } from '../../servers/web-server.ts';

const OPTIONS: WebOptions = {
  allowPrivateHosts: true,
  allowedHosts: [],
  perHost: 4,
  pauseMs: 0,
  userAgent: 'test',
  idleMs: 2000,
  maxRetries: 2,
};
const signal = new AbortController().signal;
const isCode = (code: string) => (error: unknown) => error instanceof RowError && error.code === code;
const textOf = (web: Web, url: string, headers = {}) => web.get(url, { signal, headers }, ({ body }) => body.text());

test('only public addresses are public: loopback, private, link-local, mapped and reserved ones are not', () => {
  for (const ip of ['93.184.216.34', '2606:4700::1111']) assert.ok(isPublic(ip), ip);
  for (const ip of [
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '0.0.0.0',
    '100.64.0.1',
    '224.0.0.1',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
  ])
    assert.ok(!isPublic(ip), ip);
});

test('what is no http address, holds a password, or is not among the allowed hosts is refused', () => {
  const guard = { allowPrivateHosts: false, allowedHosts: ['example.org'] };
  for (const address of [
    'file:///etc/passwd',
    'ftp://example.org/',
    'no address',
    'https://me:word@example.org/',
    'https://evil-example.org/',
    'http://[::1]/',
  ])
    assert.throws(() => checkAddress(address, guard), isCode('unsafe-path'), address);
  assert.equal(checkAddress('https://a.example.org/x', guard).host, 'a.example.org');
});

describe('the web', () => {
  it('is not asked at private addresses: neither as numbers, in other spellings, by name, nor behind a redirect', async () => {
    await using server = await openWebServer({ '/': Buffer.from('secret') });
    const port = new URL(server.url).port;
    await using web = new Web({ ...OPTIONS, allowPrivateHosts: false });
    for (const host of ['127.0.0.1', 'localhost', '2130706433', '0x7f000001', '[::1]', '0', '[::ffff:127.0.0.1]'])
      await assert.rejects(textOf(web, `http://${host}:${port}/`), isCode('unsafe-path'), host);
    assert.equal(server.asked.length, 0);
  });

  it('follows redirects by the same rules, and takes no credentials to another host', async () => {
    await using target = await openWebServer({ '/end': Buffer.from('arrived') });
    const elsewhere = target.url.replace('127.0.0.1', 'localhost');
    await using server = await openWebServer({
      '/start': (_, response) => response.writeHead(302, { location: `${elsewhere}/end` }).end(),
      '/away': (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      '/round': (_, response) => response.writeHead(302, { location: '/round' }).end(),
    });
    await using web = new Web(OPTIONS);
    assert.equal(
      await textOf(web, `${server.url}/start`, { authorization: 'Bearer secret', range: 'bytes=0-' }),
      'arrived',
    );
    assert.equal(server.asked[0]?.headers.authorization, 'Bearer secret');
    assert.equal(target.asked[0]?.headers.authorization, undefined);
    assert.equal(target.asked[0]?.headers.range, 'bytes=0-');
    await assert.rejects(textOf(web, `${server.url}/away`), isCode('unsafe-path'));
    await assert.rejects(textOf(web, `${server.url}/round`), isCode('not-found'));
  });

  it('asks again after a passing trouble, when the host wants to be asked again', async () => {
    await using server = await openWebServer({
      '/busy': (_, response, nth) =>
        nth === 1 ? response.writeHead(429, { 'retry-after': '1' }).end() : response.end('at last'),
      '/down': (_, response) => response.writeHead(503).end(),
    });
    await using web = new Web(OPTIONS);
    assert.equal(await textOf(web, `${server.url}/busy`), 'at last');
    const [first, second] = server.asked;
    assert.ok((second?.at ?? 0) - (first?.at ?? 0) >= 990);
    await assert.rejects(textOf(web, `${server.url}/down`), isCode('rate-limited'));
  });

  it('asks a host only so often at a time, and with a pause between', async () => {
    const slow = (_: unknown, response: { end: (text: string) => void }) =>
      void setTimeout(() => response.end('x'), 60);
    await using server = await openWebServer({ '/slow': slow });
    await using web = new Web({ ...OPTIONS, perHost: 2, pauseMs: 20 });
    await Promise.all(Array.from({ length: 8 }, () => textOf(web, `${server.url}/slow`)));
    assert.equal(server.most(), 2);
    const starts = server.asked.map(({ at }) => at);
    assert.ok((starts.at(-1) ?? 0) - (starts[0] ?? 0) >= 7 * 19);
  });

  it('says where nobody answers', async () => {
    await using web = new Web({ ...OPTIONS, maxRetries: 0 });
    await assert.rejects(textOf(web, 'http://127.0.0.1:9/'), isCode('engine-unavailable'));
  });
});
