import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { kindOfBytes } from '../../src/lib/kind-of-bytes.ts';

test('binary files are called by their kind, text is not', async () => {
  const picture = sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } });
  assert.equal(kindOfBytes(await picture.clone().png().toBuffer()), 'a PNG picture');
  assert.equal(kindOfBytes(await picture.clone().jpeg().toBuffer()), 'a JPEG picture');
  assert.equal(kindOfBytes(gzipSync('rows')), 'compressed by gzip');
  assert.equal(kindOfBytes(Buffer.from('%PDF-1.7\n')), 'a PDF');
  for (const text of ['', 'paper_id,title\n', '{"a":1}', 'PDF', '[1]'])
    assert.equal(kindOfBytes(Buffer.from(text)), null);
});
