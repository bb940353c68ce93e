import assert from 'node:assert/strict';

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openScratch } from '../../src/files/scratch.ts';
import { ExampleStore } from '../../src/store/example-store.ts';
import { assembleExample } from '../../transforms/assemble-example.ts';
import { keepExample } from '../../transforms/keep-example.ts';
import { makes } from '../helpers/collect.ts';
import { finishedOf, sampleMatched } from '../helpers/sample.ts';

async function openOutput() {
  const root = await mkdtemp(join(tmpdir(), 'poster-stream-test-'));
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true }) };
}

test('an example is kept with its parts, and its figures move out of the scratch directory', async () => {
  await using output = await openOutput();
  await using scratch = await openScratch();
  const id = 'bounded-streams';
  await writeFile(join(await scratch.make(id, 'paper', 'figures'), 'fig_1.png'), 'pixels');
  const finished = await makes(assembleExample(), sampleMatched({ scratchDir: scratch.dirFor(id) }));
  await makes(keepExample({ store: new ExampleStore(output.root) }), finished);
  const kept = (...path: string[]) => readFile(join(output.root, ...path), 'utf8');
  assert.deepEqual(JSON.parse(await kept('training_data', `${id}.json`)), finished.example);
  assert.equal(await kept('paper_parsed', id, `${id}.md`), finished.example.paper_markdown);
  assert.equal(await kept('paper_parsed', id, 'figures', 'fig_1.png'), 'pixels');
  assert.deepEqual(JSON.parse(await kept('poster_layouts', `${id}_layout.json`)), finished.example.poster_layout);
});

test('what an earlier run kept is not written again, and without an output directory nothing is', async () => {
  await using output = await openOutput();
  const finished = await makes(assembleExample(), sampleMatched());
  assert.equal(await makes(keepExample({ store: null }), finished), finished);
  const store = new ExampleStore(output.root);
  await makes(keepExample({ store }), finishedOf(finished.example));
  assert.equal(await store.find('bounded-streams'), null);
});

test('a directory that cannot be written ends the run: the next row might have to be paid for first', async () => {
  await using output = await openOutput();
  await writeFile(join(output.root, 'file'), '');
  const finished = await makes(assembleExample(), sampleMatched());
  const store = new ExampleStore(join(output.root, 'file'));
  await assert.rejects(makes(keepExample({ store }), finished), { name: 'FatalError', message: /--output-dir/ });
});
