import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accentMark, composeAccent, plainGlyph } from '../../src/pdf/glyph-text.ts';

test('a ligature glyph is read as its letters', () => {
  assert.equal(plainGlyph('ﬃ'), 'ffi');
  assert.equal(plainGlyph('ﬅ'), 'st');
});

test('a drawn soft hyphen is a hyphen, and characters without ink vanish', () => {
  assert.equal(plainGlyph('\u00ad'), '-');
  assert.equal(plainGlyph('a\u200b\u0000'), 'a');
});

test('a spacing accent and the letter under it become one letter', () => {
  assert.equal(accentMark('´'), '\u0301');
  assert.equal(composeAccent('caf', 'e', '´'), 'café');
  assert.equal(composeAccent('', 'ı', '¨'), 'ï', 'TeX sets accents on a dotless i');
});

test('an accent on a letter that Unicode does not know stays as drawn', () => {
  assert.equal(composeAccent('', '+', '´'), '´+');
});
