import assert from 'node:assert/strict';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openPlace } from '../helpers/binary.ts';
import { figureOf, layoutOf, pictureOf } from '../helpers/poster-to-draw.ts';

const SAMPLE = fileURLToPath(new URL('../../samples/pairs/reading-order/', import.meta.url));
const MARKDOWN =
  '# A title\n\nA. Author\n\n## One\n\nWords of the first.\n\n![Figure 1](figures/fig_1.png)\n\n## Two\n\nWords of the second.';
const {
  paper_id: _id,
  poster_path: _path,
  ...layout
} = layoutOf(['One', 'Two'], 2, [figureOf('figure_1', 'section_1', 'Figure 1')]);
const RECORD = {
  instruction: 'Generate.\n\nTitle: A title\n\nAbstract: None',
  input: 'Paper',
  output: JSON.stringify({ layout, content: MARKDOWN }),
};

test('render draws a record in each form, into the file whose ending says which, with pictures from --figures-dir', async () => {
  await using place = await openPlace();
  await mkdir(join(place.dir, 'figures'));
  await writeFile(join(place.dir, 'figures/fig_1.png'), (await pictureOf(600, 400)).bytes);
  await writeFile(join(place.dir, 'one.jsonl'), `${JSON.stringify(RECORD)}\n`);
  const starts = { svg: '<svg', html: '<!doctype html>', png: '\u0089PNG', pdf: '%PDF-', pptx: 'PK' };
  for (const [form, start] of Object.entries(starts)) {
    const ended = await place.run(['render', 'one.jsonl', '--figures-dir', 'figures', '-o', `poster.${form}`]);
    assert.deepEqual(ended, { status: 0, stdout: '', stderr: 'poster_1: print-ready\n' });
    const bytes = await readFile(join(place.dir, `poster.${form}`));
    assert.equal(bytes.subarray(0, start.length).toString('latin1'), start, form);
  }
});

test('render --json tells each gate, and what is missing, without writing a poster', async () => {
  await using place = await openPlace();
  const { status, stdout } = await place.run(
    ['render', '-', '--json', '--size', 'A1', '--theme', 'plain'],
    `${JSON.stringify(RECORD)}\n`,
  );
  const { print_ready, gates, page_points } = JSON.parse(stdout);
  assert.deepEqual([status, print_ready, page_points], [0, false, [2384, 1684]]);
  assert.deepEqual(gates.complete.problems, ['no picture for figure_1: Figure 1']);
  assert.ok(gates.legible.ok && gates.inside.ok && gates.apart.ok);
});

test('render draws several into a folder, asks for one where none is named, and passes over a line that is no poster', async () => {
  await using place = await openPlace();
  await writeFile(join(place.dir, 'two.jsonl'), `${JSON.stringify(RECORD)}\n{"a":1}\n${JSON.stringify(RECORD)}\n`);
  const { status, stderr } = await place.run(['render', 'two.jsonl', '--to', 'svg', '-o', 'posters/']);
  assert.equal(status, 1);
  assert.match(stderr, /^two\.jsonl:2: no known record format has the keys a$/m);
  assert.deepEqual((await readdir(join(place.dir, 'posters'))).sort(), ['poster_1.svg', 'poster_3.svg']);
  const refused = await place.run(['render', 'two.jsonl', '-o', 'poster.svg']);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /name a folder for them, as -o posters\//);
});

test('render cuts the pictures out of the poster that a transcription names, but never out of a file outside the data directory', async () => {
  await using place = await openPlace();
  await copyFile(join(SAMPLE, 'poster.pdf'), join(place.dir, 'poster.pdf'));
  const told = (poster_path: string) =>
    `${JSON.stringify({ paper_id: 'p', markdown: MARKDOWN.replace('figures/fig_1.png', 'figure'), layout: { ...layout, paper_id: 'p', poster_path } })}\n`;
  const inside = JSON.parse((await place.run(['render', '-', '--json'], told('poster.pdf'))).stdout);
  assert.deepEqual([inside.print_ready, inside.missing], [true, []]);
  const outside = JSON.parse((await place.run(['render', '-', '--json'], told(join(SAMPLE, 'poster.pdf')))).stdout);
  assert.deepEqual(outside.missing, ['no picture for figure_1: Figure 1']);
});

test('render says which sizes there are', async () => {
  await using place = await openPlace();
  for (const size of ['B7', '9999x9999in']) {
    const { status, stderr } = await place.run(['render', '-', '--size', size], `${JSON.stringify(RECORD)}\n`);
    assert.deepEqual([status, stderr.includes('--size')], [2, true], stderr);
  }
});
