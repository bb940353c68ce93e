import assert from 'node:assert/strict';

import { realpathSync } from 'node:fs';
import { test } from 'node:test';
import { configOf } from '../../src/config/config.ts';
import { openScratch } from '../../src/files/scratch.ts';
import { resolveFiles } from '../../transforms/resolve-files.ts';
import { makes, rowOf } from '../helpers/collect.ts';
import { SAMPLES, samplePair } from '../helpers/sample.ts';

async function resolved(paper: string, poster: string, dataDir = SAMPLES) {
  await using scratch = await openScratch();
  return await makes(resolveFiles({ config: configOf({ dataDir }), scratch }), rowOf('p', paper, poster));
}

const { local_pdf_path: paper, local_image_path: poster } = samplePair().row;

test('a row becomes a pair when both its files are there', async () => {
  const { paperPath, posterPath, scratchDir } = await resolved(paper, poster);
  assert.equal(paperPath, realpathSync(SAMPLES + paper));
  assert.equal(posterPath, realpathSync(SAMPLES + poster));
  assert.match(scratchDir, /p$/);
});

test('each file that is missing, is none, or lies outside fails its row with a code of its own', async () => {
  await assert.rejects(resolved(paper, 'gone.png'), /^Error: not-found/);
  await assert.rejects(resolved('pairs', poster), /^Error: unreadable/);
  await assert.rejects(resolved('../package.json', poster), /^Error: unsafe-path/);
  await assert.rejects(resolved('https://example.org/paper.pdf', poster), /^Error: not-found: .*address/);
});

test('a data directory that is not there ends the run', async () => {
  await assert.rejects(resolved(paper, poster, '/no/such/directory'), { name: 'FatalError' });
});
