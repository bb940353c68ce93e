import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parquetWriteFile } from 'hyparquet-writer';
import { openPlace } from '../helpers/binary.ts';
import { openWebServer } from '../servers/web-server.ts';

test('rows of Parquet come as NDJSON, whole numbers as numbers and bytes left out', async () => {
  await using place = await openPlace();
  parquetWriteFile({
    filename: join(place.dir, 'a.parquet'),
    columnData: [
      { name: 'paper_id', data: ['x', 'y'] },
      { name: 'year', data: [2024n, 2025n], type: 'INT64' },
      { name: 'picture', data: [new Uint8Array([1]), new Uint8Array([2])], type: 'BYTE_ARRAY' },
    ],
  });
  const { status, stdout } = await place.run(['rows', 'a.parquet', '--map', 'year=when']);
  assert.deepEqual([status, stdout], [0, '{"paper_id":"x","when":2024}\n{"paper_id":"y","when":2025}\n']);
});

test('--dry-run tells the columns and what they are called here', async () => {
  await using place = await openPlace();
  writeFileSync(join(place.dir, 'a.csv'), 'paper_id,image_url,conference,year\n1,u,ICLR,2024\n');
  const { stdout } = await place.run(['rows', 'a.csv', '--dry-run']);
  assert.match(stdout, /^Columns of PosterSum\n {2}paper_id\n {2}image_url → local_image_path\n/);
});

test('a reader who has seen enough ends it, and a source that is none is one line', async () => {
  await using place = await openPlace();
  writeFileSync(join(place.dir, 'a.csv'), `paper_id\n${'x\n'.repeat(300_000)}`);
  const running = place.start(['rows', 'a.csv']);
  if (running.child.stdout) await once(running.child.stdout, 'data');
  running.child.stdout?.destroy();
  assert.equal((await running.ended).status, 0);
  const { status, stderr } = await place.run(['rows', 'nothing.csv']);
  assert.deepEqual([status, stderr], [2, 'poster-stream: There is no nothing.csv\n']);
});

test('the hub is asked at HF_ENDPOINT, and a token is never shown', async () => {
  await using place = await openPlace();
  await using hub = await openWebServer({});
  const { status, stderr } = await place.run(['rows', 'hf:me/posters', '--allow-private-hosts'], '', {
    HF_ENDPOINT: hub.url,
    HF_TOKEN: 'hf_secret',
  });
  assert.equal(status, 2);
  assert.match(stderr, /The hub answers HTTP 404/);
  assert.equal(hub.asked[0]?.headers.authorization, 'Bearer hf_secret');
  assert.doesNotMatch(stderr, /hf_secret/);
});
