import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { RowError } from '../../../src/model/item.ts';
import type { Row } from '../../../src/model/schemas.ts';
import { Web } from '../../../src/sources/http/web.ts';
import { PaperFinder } from '../../../src/sources/papers/find-paper.ts';
import { paperAddress } from '../../../src/sources/papers/paper-address.ts';
import { openWebServer } from '../../servers/web-server.ts';

const signal = new AbortController().signal;
const ROW: Row = {
  paper_id: '17',
  title: 'A Title: of “Papers”',
  abstract: null,
  conference: 'ICLR',
  year: 2024,
  topics: [],
  local_image_path: 'x',
  local_pdf_path: '',
  raw: {},
};
const LISTING = {
  count: 2,
  results: [
    { id: 17, name: 'Something else', paper_url: 'https://openreview.net/forum?id=byid' },
    { id: 18, name: 'A title – of {papers}', paper_url: 'https://openreview.net/forum?id=bytitle' },
    { id: 19, name: 'Without a paper', paper_url: null },
  ],
};
const FEED = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">
<entry><id>http://arxiv.org/abs/2401.00001v1</id><title>A title of papers and more</title></entry>
<entry><id>http://arxiv.org/abs/2401.00002v3</id><title>A Title:
  of &quot;Papers&quot;</title></entry></feed>`;

async function openFinder(pages: Parameters<typeof openWebServer>[0]) {
  const server = await openWebServer(pages);
  const web = new Web({
    allowPrivateHosts: true,
    allowedHosts: [],
    perHost: 4,
    pauseMs: 0,
    userAgent: 'test',
    idleMs: 2000,
    maxRetries: 0,
  });
  return {
    server,
    find: (row: Partial<Row>) =>
      new PaperFinder(web, { venueUrl: server.url, arxivUrl: `${server.url}/api/query` }).find(
        { ...ROW, ...row },
        signal,
      ),
    async [Symbol.asyncDispose]() {
      await web[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

const listing = { '/static/virtual/data/iclr-2024-orals-posters.json': Buffer.from(JSON.stringify(LISTING)) };

describe('a paper that its row does not name', () => {
  it('is known to its venue, by id and else by title', async () => {
    await using place = await openFinder(listing);
    assert.equal(await place.find({}), 'https://openreview.net/forum?id=byid');
    assert.equal(await place.find({ paper_id: 'other' }), 'https://openreview.net/forum?id=bytitle');
  });

  it('is looked for on arXiv by its title, and only the very title counts', async () => {
    await using place = await openFinder({ '/api/query': Buffer.from(FEED) });
    assert.equal(await place.find({}), 'https://arxiv.org/pdf/2401.00002v3');
    const asked = place.server.asked.find(({ path }) => path.startsWith('/api/query'));
    assert.match(decodeURIComponent(asked?.path ?? ''), /search_query=ti:"a\+title\+of\+papers"/);
    await assert.rejects(
      place.find({ title: 'A title of' }),
      (error) =>
        error instanceof RowError && error.code === 'not-found' && /asked ICLR 2024, arXiv/.test(error.message),
    );
  });

  it('is not found where the row says neither title nor venue', async () => {
    await using place = await openFinder({});
    await assert.rejects(place.find({ title: null, conference: null }), /the row has neither title nor venue/);
    assert.equal(place.server.asked.length, 0);
  });
});

test("addresses of a paper's page become those of its PDF, others stay", () => {
  for (const [page, pdf] of [
    ['https://openreview.net/forum?id=a1B_-', 'https://openreview.net/pdf?id=a1B_-'],
    ['https://openreview.net/pdf?id=a1B_-', 'https://openreview.net/pdf?id=a1B_-'],
    ['https://arxiv.org/abs/2401.00001v2', 'https://arxiv.org/pdf/2401.00001v2'],
    ['http://arxiv.org/abs/hep-th/9901001', 'http://arxiv.org/pdf/hep-th/9901001'],
    ['https://arxiv.org/pdf/2401.00001', 'https://arxiv.org/pdf/2401.00001'],
    ['https://evil-arxiv.org/abs/2401.00001', 'https://evil-arxiv.org/abs/2401.00001'],
    ['https://example.org/paper.pdf', 'https://example.org/paper.pdf'],
  ] as const)
    assert.equal(paperAddress(page), pdf);
});
