import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openPlace } from '../helpers/binary.ts';

const POSTER = fileURLToPath(new URL('../../samples/pairs/adaptive-concurrency/poster.png', import.meta.url));

test('transcribe says on stderr when the words were read poorly', async () => {
  await using place = await openPlace();
  const read = ['transcribe', '--engine', 'local', POSTER];
  const poor = await place.run([...read, '--min-confidence', '1']);
  assert.equal(poor.status, 0);
  assert.match(poor.stdout, /^# /);
  assert.match(
    poor.stderr,
    /^\S+poster\.png: read with a confidence of 0\.\d+ only; look it over, or see --fallback\n$/,
  );
  assert.deepEqual(await place.run(read), { ...poor, stderr: '' });
});
