import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openPlace } from '../helpers/binary.ts';

interface Told {
  name: string;
  value: unknown;
  origin: string;
}

test('config tells where each value comes from, and never a key', async () => {
  await using place = await openPlace();
  await writeFile(join(place.dir, 'poster-stream.config.json'), '{"concurrency": 7, "threads": 1}');
  const { status, stdout } = await place.run(['config', '--json', '--engine', 'local', '--api-key', 'sk-secret'], '', {
    POSTER_STREAM_THREADS: '2',
  });
  assert.equal(status, 0);
  assert.doesNotMatch(stdout, /sk-secret/);
  const told: Told[] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const of = (name: string) => told.find((each) => each.name === name);
  assert.deepEqual(of('engine'), { name: 'engine', value: 'local', origin: '--engine' });
  assert.deepEqual(of('threads'), { name: 'threads', value: 2, origin: 'POSTER_STREAM_THREADS' });
  assert.deepEqual(of('concurrency'), {
    name: 'concurrency',
    value: 7,
    origin: 'concurrency in poster-stream.config.json',
  });
  assert.deepEqual(of('format'), { name: 'format', value: 'alpaca', origin: 'default' });
});

test('the table shows what was said before what stands by default', async () => {
  await using place = await openPlace();
  const { stdout } = await place.run(['config', '--limit', '3']);
  assert.match(stdout.split('\n')[0] ?? '', /^limit +3 +--limit$/);
});

test('the file of options is found from a folder below it, and in the directory for configurations', async () => {
  await using place = await openPlace();
  const below = join(place.dir, 'a', 'b');
  await mkdir(below, { recursive: true });
  const config = join(place.dir, 'xdg', 'poster-stream');
  await mkdir(config, { recursive: true });
  await writeFile(join(config, 'poster-stream.config.json'), '{"limit": 5}');
  const originOf = async () => {
    const { stdout } = await place.run(['config'], '', { XDG_CONFIG_HOME: join(place.dir, 'xdg') });
    return stdout.split('\n')[0] ?? '';
  };
  assert.match(await originOf(), /^limit +5 +limit in .*xdg\/poster-stream\/poster-stream\.config\.json$/);
  await writeFile(join(place.dir, 'poster-stream.config.json'), '{"limit": 4}');
  assert.match(await originOf(), /^limit +4 +limit in poster-stream\.config\.json$/);
});
