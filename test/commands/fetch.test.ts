import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { openPlace, recordsOf, tinyPdf } from '../helpers/binary.ts';
import { openWebServer } from '../servers/web-server.ts';

const PICTURE = await sharp({ create: { width: 60, height: 40, channels: 3, background: 'teal' } })
  .png()
  .toBuffer();

/** A site with posters, a listing of a venue and papers behind it, as PosterSum's rows point to. */
const openSite = async () => {
  const site = await openWebServer({
    '/poster-17.png': PICTURE,
    '/static/virtual/data/iclr-2024-orals-posters.json': (_, response) =>
      response.end(JSON.stringify({ results: [{ id: 17, name: 'A title', paper_url: `${site.url}/paper-17.pdf` }] })),
    '/paper-17.pdf': Buffer.from(tinyPdf('Paper seventeen')),
    '/api/query': Buffer.from('<feed xmlns="http://www.w3.org/2005/Atom"></feed>'),
  });
  return site;
};

const rowsOf = (url: string) =>
  `paper_id,title,abstract,conference,year,topics,image_url\n17,A title,An abstract,ICLR,2024,[],${url}/poster-17.png\n18,Another,,ICLR,2024,[],${url}/poster-17.png\n`;

test('rows of addresses become rows of paths, and what a rerun needs is there already', async () => {
  await using place = await openPlace();
  await using site = await openSite();
  const options = [
    '--data-dir',
    'data',
    '--allow-private-hosts',
    '--venue-url',
    site.url,
    '--arxiv-url',
    `${site.url}/api/query`,
  ];
  writeFileSync(join(place.dir, 'links.csv'), rowsOf(site.url));
  const { status, stdout } = await place.run(['fetch', 'links.csv', ...options, '--failures', 'missing.ndjson']);
  assert.equal(status, 1);
  const [row, none] = stdout.split('\n');
  assert.equal(none, '');
  const { local_image_path, local_pdf_path, provenance } = JSON.parse(row ?? '');
  assert.deepEqual(readFileSync(join(place.dir, 'data', local_image_path)), PICTURE);
  assert.equal(provenance.paper.url, `${site.url}/paper-17.pdf`);
  assert.match(local_pdf_path, /^fetched\/[0-9a-f]{64}\.pdf$/);
  const failure = JSON.parse(readFileSync(join(place.dir, 'missing.ndjson'), 'utf8'));
  assert.deepEqual([failure.paper_id, failure.code, failure.stage], ['18', 'not-found', 'fetch-files']);
  const before = site.asked.filter(({ path }) => /\.(png|pdf)$/.test(path)).length;
  assert.equal((await place.run(['fetch', 'links.csv', ...options, '--limit', '1'])).stdout, stdout);
  assert.equal(site.asked.filter(({ path }) => /\.(png|pdf)$/.test(path)).length, before);
});

test('run --fetch does the same in one, and a raw record tells where its files came from', async () => {
  await using place = await openPlace();
  await using site = await openSite();
  const { status, stdout, stderr } = await place.run(
    ['--fetch', '--data-dir', '.', '--allow-private-hosts', '--venue-url', site.url, '--limit', '1', '--format', 'raw'],
    rowsOf(site.url),
  );
  assert.deepEqual([status, recordsOf(stdout).length], [0, 1], stderr);
  const { provenance, paper_id } = JSON.parse(stdout);
  assert.deepEqual([paper_id, provenance.poster.url], ['17', `${site.url}/poster-17.png`]);
});

test('without leave, no private address is asked', async () => {
  await using place = await openPlace();
  await using site = await openSite();
  const { status, stderr } = await place.run(
    ['fetch', '--data-dir', 'data'],
    `paper_id,image_url,pdf_url\n1,${site.url}/poster-17.png,x\n`,
  );
  assert.equal(status, 1);
  assert.match(stderr, /unsafe-path in fetch-files: 127\.0\.0\.1 is at 127\.0\.0\.1, which is no public address/);
  assert.equal(site.asked.length, 0);
});
