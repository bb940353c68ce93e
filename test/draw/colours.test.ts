import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contrast, LEAST_CONTRAST, readableOn, solidColour } from '../../src/draw/page/colours.ts';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

test('any colour is made readable on any ground, and one that is already stays', () => {
  fc.assert(
    fc.property(colour, colour, (ground, wanted) => contrast(readableOn(ground, wanted), ground) >= LEAST_CONTRAST),
  );
  assert.equal(readableOn('#ffffff', '#204060'), '#204060');
});

test('a gradient becomes the colour between its ends; what is no colour is none', () => {
  assert.equal(solidColour('linear-gradient(to right, #000000, #ffffff)'), '#808080');
  assert.equal(solidColour('#abc'), '#aabbcc');
  assert.equal(solidColour('url(https://example.org/x)'), null);
});

test('contrast is that of WCAG', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
});
