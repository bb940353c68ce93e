import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import type { Item } from '../../src/model/item.ts';
import type { Row } from '../../src/model/schemas.ts';
import { Fetcher } from '../../src/sources/fetcher.ts';
import { fetchFiles } from '../../transforms/fetch-files.ts';
import { tinyPdf } from '../helpers/binary.ts';
import { collect } from '../helpers/collect.ts';
import { openWebServer } from '../servers/web-server.ts';

const rowOf = (row: number, image: string, pdf: string): Item<Row> => ({
  row,
  paperId: `p${row}`,
  ok: true,
  value: {
    paper_id: `p${row}`,
    title: null,
    abstract: null,
    conference: null,
    year: null,
    topics: [],
    local_image_path: image,
    local_pdf_path: pdf,
    raw: { license: 'CC-BY-4.0' },
  },
});

test('addresses become paths under the data directory with their origin, paths stay, and what cannot be had fails its row', async () => {
  const root = mkdtempSync(join(tmpdir(), 'fetch-'));
  await using server = await openWebServer({ '/a.pdf': Buffer.from(tinyPdf('A')) });
  await using fetcher = await Fetcher.open({
    allowPrivateHosts: true,
    allowedHosts: [],
    perHost: 4,
    pauseMs: 0,
    userAgent: 'test',
    idleMs: 2000,
    maxRetries: 0,
    root,
    maxBytes: 1e6,
    concurrency: 4,
  });
  const rows = [
    rowOf(1, `${server.url}/a.pdf`, `${server.url}/a.pdf`),
    rowOf(2, 'here.png', 'here.pdf'),
    rowOf(3, 'here.png', `${server.url}/missing.pdf`),
    rowOf(4, 'here.png', ''),
  ];
  const items = await collect<Row>(Readable.from(rows).pipe(fetchFiles({ fetcher })));
  const [first, second, third, fourth] = items.sort((a, b) => a.row - b.row);
  assert.ok(first?.ok);
  assert.deepEqual(readFileSync(join(root, first.value.local_pdf_path), 'latin1'), tinyPdf('A'));
  const provenance = JSON.parse(JSON.stringify(first.value.raw.provenance));
  assert.deepEqual([provenance.paper.url, provenance.license], [`${server.url}/a.pdf`, 'CC-BY-4.0']);
  assert.ok(second?.ok && second.value.local_image_path === 'here.png');
  assert.equal(server.asked.filter(({ path }) => path === '/a.pdf').length, 1);
  for (const item of [third, fourth]) assert.equal(item && !item.ok && item.failure?.code, 'not-found');
  rmSync(root, { recursive: true });
});
