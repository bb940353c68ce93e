import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KnownPapers } from '../../../src/dataset/identity/known-papers.ts';

const known = new KnownPapers();
known.add({
  title: 'Attention over Posters: A Study of {Layout} in Ten Venues',
  texts: ['https://arxiv.org/abs/2401.01234v2'],
});
known.add({ title: 'On Rows', texts: ['https://doi.org/10.1145/3292500.3330701'] });
const has = (title: string | null, ...texts: string[]) => known.has({ title, texts });

test('a paper is known by its title, however it is written', () => {
  assert.ok(has('ATTENTION OVER POSTERS – a study of layout in ten venues'));
  assert.ok(has('Attention over Posters: A Study of Layout in Ten Venues!'));
  assert.ok(has('Attention over Posters: A Study of the Layout in Ten Venues'), 'one word more');
});

test('a paper is known by its DOI or arXiv id, whatever the version and the address', () => {
  assert.ok(has('Another title', 'https://arxiv.org/pdf/2401.01234v5.pdf'));
  assert.ok(has(null, 'arXiv:2401.01234'));
  assert.ok(has(null, 'see doi:10.1145/3292500.3330701.'));
});

test('other papers are not: neither with other words, nor with short titles that are nearly alike', () => {
  assert.ok(!has('Attention over Talks: A Study of Layout in Ten Venues and More Places'));
  assert.ok(!has('On Row'));
  assert.ok(!has(null, 'https://arxiv.org/abs/2401.01235'));
  assert.ok(!has(null));
});
