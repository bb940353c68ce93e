import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makePairs, openPlace } from '../helpers/binary.ts';
import { layoutOf } from '../helpers/poster-to-draw.ts';
import { openOpinionServer } from '../servers/opinion-server.ts';

const PAPER = fileURLToPath(new URL('../../samples/pairs/bounded-streams/paper.pdf', import.meta.url));

test('generate --engine extractive makes a print-ready poster of a paper, with no key, no network and no model', async () => {
  await using place = await openPlace();
  const args = ['generate', PAPER, '--engine', 'extractive', '--json', '-o', 'poster.svg'];
  const { status, stdout, stderr } = await place.run(args, null, { ANTHROPIC_API_KEY: '' });
  assert.deepEqual([status, stderr], [0, '']);
  assert.equal(JSON.parse(stdout).print_ready, true);
  const svg = await readFile(join(place.dir, 'poster.svg'), 'utf8');
  for (const words of ['Backpressure Is a Promise', 'HOW A CHAIN FILLS', '<image '])
    assert.ok(svg.includes(words), words);
});

test('generate asks a server with the prompt of the training data, tells it what was wrong, and draws what it wrote then', async () => {
  await using place = await openPlace();
  await makePairs(place.dir, 1);
  const { paper_id: _id, poster_path: _path, ...layout } = layoutOf(['One'], 1);
  const asked: string[] = [];
  await using server = await openOpinionServer((question) => {
    asked.push(question);
    const poster = JSON.stringify({ layout, content: '# Written\n\n## One\n\nWords.' });
    return { content: asked.length === 1 ? 'Sorry' : poster };
  });
  const asking = ['--engine', 'openai', '--base-url', server.baseUrl, '--model', 'tuned'];
  const ended = await place.run(['generate', 'pairs/1.pdf', ...asking, '-o', 'poster.svg']);
  assert.deepEqual(ended, { status: 0, stdout: '', stderr: '1: print-ready\n' });
  assert.equal(asked.length, 2);
  assert.match(asked[0] ?? '', /^Generate an academic poster for the following research paper\.\n\nTitle: /);
  assert.ok(asked[1]?.startsWith(asked[0] ?? '?') && asked[1].includes('What is wrong with it'));
  assert.match(await readFile(join(place.dir, 'poster.svg'), 'utf8'), /Written/);
});

test('generate says what a model needs, and names the paper that cannot be read', async () => {
  await using place = await openPlace();
  const keyless = await place.run(['generate', PAPER], null, { ANTHROPIC_API_KEY: '' });
  assert.deepEqual([keyless.status, /--engine extractive, which needs none/.test(keyless.stderr)], [2, true]);
  const absent = await place.run(['generate', 'absent.pdf', '--engine', 'extractive', '-o', 'p.svg']);
  assert.equal(absent.status, 1);
  assert.match(absent.stderr, /^absent\.pdf: not-found: /);
});
