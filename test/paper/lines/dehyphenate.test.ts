import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { joinLines } from '../../../src/paper/lines/dehyphenate.ts';

test('a word broken at the line end becomes whole', () => {
  assert.equal(joinLines(['the suscep-', 'tibility of']), 'the susceptibility of');
});

test('a compound keeps its hyphen', () => {
  assert.equal(joinLines(['a state-of-the-', 'art model']), 'a state-of-the-art model');
  assert.equal(joinLines(['two self-', 'similar sets']), 'two self-similar sets');
  assert.equal(joinLines(['the Navier-', 'Stokes equation']), 'the Navier-Stokes equation');
});

test('a range broken after its dash is not torn', () => {
  assert.equal(joinLines(['pages 12–', '18 of']), 'pages 12–18 of');
});

test('lines without hyphens are joined with single spaces, and nothing is lost', () => {
  const line = fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,4}$/);
  fc.assert(fc.property(fc.array(line, { minLength: 1 }), (lines) => joinLines(lines) === lines.join(' ')));
});
