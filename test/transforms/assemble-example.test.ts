import assert from 'node:assert/strict';

import { test } from 'node:test';
import { TrainingExample } from '../../src/model/schemas.ts';
import { assembleExample } from '../../transforms/assemble-example.ts';
import { makes } from '../helpers/collect.ts';
import { finishedOf, sampleMatched, samplePair, samplePaper } from '../helpers/sample.ts';

const assemble = (made: ReturnType<typeof sampleMatched>) => makes(assembleExample(), made);

test('what the row does not say of the paper, the paper says itself; else the id is the title', async () => {
  const { row } = samplePair();
  const paper = samplePaper({ title: 'Its own title', abstract: 'Its own abstract' });
  const { example } = await assemble(sampleMatched({ paper }));
  assert.deepEqual([example.paper_title, example.paper_abstract], ['Its own title', 'Its own abstract']);
  const told = await assemble(sampleMatched({ paper, row: { ...row, title: 'T', abstract: 'A' } }));
  assert.deepEqual([told.example.paper_title, told.example.paper_abstract], ['T', 'A']);
  const silent = await assemble(sampleMatched());
  assert.deepEqual([silent.example.paper_title, silent.example.paper_abstract], ['bounded-streams', '']);
});

test('an example passes its schema and has the keys in its order', async () => {
  const { example } = await assemble(sampleMatched());
  assert.equal(JSON.stringify(example), JSON.stringify(TrainingExample.parse(example)));
  assert.equal(example.poster_layout.paper_id, 'bounded-streams');
  assert.equal(example.poster_layout.poster_path, 'pairs/bounded-streams/poster.png');
});

test('what is no valid example fails its row', async () => {
  const { poster, ...rest } = sampleMatched();
  const broken = { ...poster, layout: { ...poster.layout, reading_order: JSON.parse('[7]') } };
  await assert.rejects(
    assemble({ ...rest, poster: broken }),
    /^Error: invalid-output: No valid example[\s\S]*reading_order/,
  );
});

test('a pair that an earlier run finished passes as it is', async () => {
  const { example } = await assemble(sampleMatched());
  const finished = finishedOf(example);
  assert.equal(await makes(assembleExample(), finished), finished);
});
