import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { RowError } from '../../../src/model/item.ts';
import { Downloader } from '../../../src/sources/download/downloader.ts';
import { Web } from '../../../src/sources/http/web.ts';
import { type Answering, openWebServer, sendFile } from '../../servers/web-server.ts';

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(300_000)]);
const signal = new AbortController().signal;
const isCode = (code: string) => (error: unknown) => error instanceof RowError && error.code === code;

async function openPlace(pages: Readonly<Record<string, Answering | Buffer>>, maxBytes = 1e6) {
  const root = mkdtempSync(join(tmpdir(), 'fetch-'));
  const server = await openWebServer(pages);
  const web = new Web({
    allowPrivateHosts: true,
    allowedHosts: [],
    perHost: 4,
    pauseMs: 0,
    userAgent: 'test',
    idleMs: 1500,
    maxRetries: 1,
  });
  return {
    root,
    server,
    open: () => Downloader.open(web, { root, maxBytes }),
    files: () => readdirSync(join(root, 'fetched')),
    async [Symbol.asyncDispose]() {
      await web[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      rmSync(root, { recursive: true });
    },
  };
}

describe('a download', () => {
  it('is a file named by its content, told in the ledger, and asked for once, however often it is wanted', async () => {
    await using place = await openPlace({ '/a.pdf': PDF });
    const downloader = await place.open();
    const address = `${place.server.url}/a.pdf`;
    const both = await Promise.all([1, 2].map(() => downloader.fetch(address, 'paper', signal)));
    const sha256 = createHash('sha256').update(PDF).digest('hex');
    for (const { path, bytes } of both) assert.deepEqual([path, bytes], [`fetched/${sha256}.pdf`, PDF.length]);
    assert.deepEqual(readFileSync(join(place.root, both[0]?.path ?? '')), PDF);
    await (await place.open()).fetch(address, 'paper', signal);
    assert.equal(place.server.asked.length, 1);
    const [line] = readFileSync(join(place.root, 'fetched.ndjson'), 'utf8').trim().split('\n');
    const told = JSON.parse(line ?? '');
    assert.deepEqual([told.url, told.sha256, told.etag], [address, sha256, '"one"']);
  });

  it('goes on where it broke off, by a range', async () => {
    await using place = await openPlace({
      '/torn.pdf': (request, response, nth) => {
        if (nth > 1) return sendFile(PDF)(request, response, nth);
        response.writeHead(200, { etag: '"one"', 'content-length': PDF.length });
        response.write(PDF.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 700));
      },
    });
    const { path } = await (await place.open()).fetch(`${place.server.url}/torn.pdf`, 'paper', signal);
    assert.deepEqual(readFileSync(join(place.root, path)), PDF);
    const [, second] = place.server.asked;
    assert.match(String(second?.headers.range), /^bytes=\d{5,6}-$/);
    assert.equal(second?.headers['if-range'], '"one"');
  });

  it('begins anew where the file changed meanwhile', async () => {
    const other = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(200_000)]);
    await using place = await openPlace({
      '/torn.pdf': (request, response, nth) => {
        if (nth > 1) return sendFile(other, '"two"')(request, response, nth);
        response.writeHead(200, { etag: '"one"', 'content-length': PDF.length });
        response.write(PDF.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 700));
      },
    });
    const { path } = await (await place.open()).fetch(`${place.server.url}/torn.pdf`, 'paper', signal);
    assert.deepEqual(readFileSync(join(place.root, path)), other);
  });

  it('that fails leaves nothing behind, and says why', async () => {
    const endless: Answering = (_, response) => {
      response.writeHead(200).write('%PDF-1.7\n');
      const timer = setInterval(() => response.write(randomBytes(60_000)), 1);
      response.on('close', () => clearInterval(timer));
    };
    await using place = await openPlace(
      {
        '/page.pdf': Buffer.from('<!DOCTYPE html><html>log in</html>'),
        '/forbidden.pdf': (_, response) => response.writeHead(403).end(),
        '/endless.pdf': endless,
        '/drip.pdf': (_, response) => void response.writeHead(200).write('%PDF-1.7\n'),
        '/empty.pdf': Buffer.alloc(0),
      },
      500_000,
    );
    const downloader = await place.open();
    for (const [name, code] of [
      ['page', 'unreadable'],
      ['forbidden', 'refused'],
      ['missing', 'not-found'],
      ['endless', 'too-large'],
      ['drip', 'engine-unavailable'],
      ['empty', 'unreadable'],
    ] as const)
      await assert.rejects(downloader.fetch(`${place.server.url}/${name}.pdf`, 'paper', signal), isCode(code), name);
    assert.deepEqual(place.files(), []);
    assert.ok(!existsSync(join(place.root, 'fetched.ndjson')));
  });

  it('of a poster may be a picture, of a paper may not', async () => {
    await using place = await openPlace({ '/a': Buffer.from('\x89PNG\r\n\x1a\n rest', 'latin1') });
    const downloader = await place.open();
    const { path } = await downloader.fetch(`${place.server.url}/a`, 'poster', signal);
    assert.match(path, /\.png$/);
    await assert.rejects(downloader.fetch(`${place.server.url}/a?paper`, 'paper', signal), isCode('unreadable'));
  });
});
