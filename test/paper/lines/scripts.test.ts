import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shifted } from '../../../src/paper/lines/scripts.ts';

test('raised and lowered digits get the characters that Unicode has for them', () => {
  assert.equal(shifted('−3', 'super'), '⁻³');
  assert.equal(shifted('2', 'sub'), '₂');
});

test('what has no raised form stays as it is, whole', () => {
  assert.equal(shifted('2Ω', 'super'), '2Ω');
});

test('compatibility decomposition gives the plain characters back', () => {
  const plain = fc.stringMatching(/^[0-9+()]{1,6}$/);
  fc.assert(fc.property(plain, (text) => shifted(text, 'super').normalize('NFKD') === text));
  fc.assert(fc.property(plain, (text) => shifted(text, 'sub').normalize('NFKD') === text));
});
