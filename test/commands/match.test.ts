import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { FigureMatch } from '../../src/model/schemas.ts';
import { makePairs, openPlace } from '../helpers/binary.ts';

const SAMPLE = fileURLToPath(new URL('../../samples/pairs/reading-order/', import.meta.url));

test('match prints one FigureMatch a line: what the poster, a PDF here, reuses of its paper', async () => {
  await using place = await openPlace();
  const { status, stdout, stderr } = await place.run(['match', join(SAMPLE, 'poster.pdf'), join(SAMPLE, 'paper.pdf')]);
  assert.deepEqual([status, stderr], [0, '']);
  const matches = stdout
    .trimEnd()
    .split('\n')
    .map((line) => FigureMatch.parse(JSON.parse(line)));
  const labels = matches.map(({ paper_figure }) => paper_figure.label);
  for (const label of ['Figure 1a', 'Figure 2', 'Figure 3', 'Figure 5']) assert.ok(labels.includes(label), label);
  assert.ok(!labels.includes('Figure 4'), 'the poster does not show it');
});

test('match --match-method off finds nothing, at once and without a complaint', async () => {
  await using place = await openPlace();
  const args = ['match', join(SAMPLE, 'poster.pdf'), join(SAMPLE, 'paper.pdf'), '--match-method', 'off'];
  assert.deepEqual(await place.run(args), { status: 0, stdout: '', stderr: '' });
});

test('match that finds nothing says so on stderr, where no reader of lines stumbles over it', async () => {
  await using place = await openPlace();
  await makePairs(place.dir, 1);
  const pair = ['pairs/1.png', 'pairs/1.pdf'];
  const told = 'pairs/1.png shows none of the 0 figures of pairs/1.pdf\n';
  assert.deepEqual(await place.run(['match', ...pair]), { status: 0, stdout: '', stderr: told });
  assert.deepEqual(await place.run(['match', '--quiet', ...pair]), { status: 0, stdout: '', stderr: '' });
});

test('match says which file it cannot read and ends with 1, and with 2 where a file is missing from the line', async () => {
  await using place = await openPlace();
  const absent = await place.run(['match', 'absent.png', join(SAMPLE, 'paper.pdf')]);
  assert.equal(absent.status, 1);
  assert.match(absent.stderr, /absent\.png.*not-found/);
  const noPaper = await place.run(['match', 'absent.png', fileURLToPath(import.meta.url)]);
  assert.equal(noPaper.status, 1);
  assert.match(noPaper.stderr, /^\S+match\.test\.ts: unreadable: not a readable PDF/);
  const one = await place.run(['match', 'absent.png']);
  assert.equal(one.status, 2);
});
