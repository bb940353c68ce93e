import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it, test } from 'node:test';
import { parquetWriteFile } from 'hyparquet-writer';
import { UsageError } from '../../../src/model/usage-error.ts';
import { Web } from '../../../src/sources/http/web.ts';
import { columnMap, mapped } from '../../../src/sources/tables/map-columns.ts';
import { readTable } from '../../../src/sources/tables/read-table.ts';
import { hubSource } from '../../../src/sources/tables/source-name.ts';
import { openWebServer, sendFile } from '../../servers/web-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'tables-'));
after(() => rmSync(folder, { recursive: true }));

const signal = new AbortController().signal;
const web = new Web({
  allowPrivateHosts: true,
  allowedHosts: [],
  perHost: 4,
  pauseMs: 0,
  userAgent: 'test',
  idleMs: 2000,
  maxRetries: 0,
});
after(() => web[Symbol.asyncDispose]());

const rowsOf = (source: string, { endpoint = '', token = null as string | null, split = null as string | null } = {}) =>
  collect(readTable(source, { web, hub: { endpoint, token }, split, signal }));

async function collect(rows: AsyncIterable<object>): Promise<object[]> {
  const all: object[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

const parquet = (name: string, count: number) => {
  const path = join(folder, name);
  const names = Array.from({ length: count }, (_, i) => `${name}-${i}`);
  parquetWriteFile({ filename: path, columnData: [{ name: 'paper_id', data: names }], rowGroupSize: 10 });
  return path;
};

describe('rows of a source', () => {
  it('come from CSV, TSV, NDJSON, JSON and Parquet, and from all files of a folder or pattern in order', async () => {
    writeFileSync(join(folder, 'a.csv'), 'paper_id,title\n1,"One, two"\n');
    writeFileSync(join(folder, 'b.tsv'), 'paper_id\ttitle\n2\tTwo\n');
    writeFileSync(join(folder, 'c.ndjson'), '{"paper_id":"3"}\n');
    writeFileSync(join(folder, 'd.json'), '[{"paper_id":"4"}]');
    parquet('e.parquet', 25);
    assert.deepEqual(await rowsOf(join(folder, 'a.csv')), [{ paper_id: '1', title: 'One, two' }]);
    assert.deepEqual(await rowsOf(join(folder, 'b.tsv')), [{ paper_id: '2', title: 'Two' }]);
    const all = await rowsOf(folder);
    assert.deepEqual([all.length, all[2], all[28]], [29, { paper_id: '3' }, { paper_id: 'e.parquet-24' }]);
    assert.equal((await rowsOf(join(folder, '*.parquet'))).length, 25);
  });

  it('that is not there, or holds none, is a usage error', async () => {
    await assert.rejects(rowsOf(join(folder, 'none*')), UsageError);
    await assert.rejects(rowsOf('hf:nobody'), /expected hf:owner\/name/);
  });

  it('come from the hub by ranges, split by split, with the token of its host only', async () => {
    const bytes = readFileSync(parquet('hub.parquet', 40));
    await using storage = await openWebServer({ '/file': sendFile(bytes) });
    const elsewhere = storage.url.replace('127.0.0.1', 'localhost');
    await using hub = await openWebServer({
      '/api/datasets/me/posters/parquet': (_, response) =>
        response.end(JSON.stringify({ default: { train: [`${hub.url}/train`], test: [`${hub.url}/test`] } })),
      '/train': (_, response) => response.writeHead(302, { location: `${elsewhere}/file` }).end(),
      '/test': sendFile(bytes),
    });
    const access = { endpoint: hub.url, token: 'hf_secret' };
    assert.equal((await rowsOf('hf:me/posters', { ...access, split: 'train' })).length, 40);
    assert.ok(hub.asked.every(({ headers }) => headers.authorization === 'Bearer hf_secret'));
    assert.ok(storage.asked.every(({ headers }) => headers.authorization === undefined && headers.range));
    assert.equal((await rowsOf('hf:me/posters', access)).length, 80);
    await assert.rejects(rowsOf('hf:me/posters', { ...access, split: 'dev' }), /has no split dev; it has train, test/);
    await assert.rejects(rowsOf('hf:me/none', access), /HTTP 404/);
  });

  it('come from the files of a revision, where one is named', async () => {
    const bytes = readFileSync(parquet('revision.parquet', 5));
    await using hub = await openWebServer({
      '/api/datasets/me/posters/tree/v1': (_, response) =>
        response.end(
          JSON.stringify([
            { type: 'file', path: 'data/train-0.parquet' },
            { type: 'file', path: 'data/test-0.parquet' },
            { type: 'file', path: 'README.md' },
          ]),
        ),
      '/datasets/me/posters/resolve/v1/data/train-0.parquet': sendFile(bytes),
    });
    const rows = await rowsOf('hf:me/posters@v1', { endpoint: hub.url, split: 'train' });
    assert.equal(rows.length, 5);
  });
});

test('a data set of the hub is named by owner and name, with a revision and a configuration', () => {
  assert.deepEqual(hubSource('hf:a/b@refs/pr/1:c'), { owner: 'a', name: 'b', revision: 'refs/pr/1', config: 'c' });
  assert.equal(hubSource('data/train.csv'), null);
});

test('columns of known data sets are called as rows have them, and what the user says goes before', () => {
  const { recipe, map } = columnMap(['title', 'paper_url', 'image_url', 'qa'], { qa: 'questions' });
  assert.equal(recipe, 'Paper2Poster');
  const row = mapped({ title: 'On Things', paper_url: 'p', image_url: 'i', qa: 1 }, map);
  assert.match(String(row.paper_id), /^on-things-[0-9a-f]{8}$/);
  assert.deepEqual(
    { ...row, paper_id: '' },
    { paper_id: '', title: 'On Things', local_pdf_path: 'p', local_image_path: 'i', questions: 1 },
  );
  assert.equal(mapped({ title: 'ON things!', paper_url: 'other' }, map).paper_id, row.paper_id);
  assert.equal(columnMap(['a'], {}).recipe, null);
});
