import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cutTail } from '../../src/dolphin/cut-tail.ts';

const pattern = fc.string({ minLength: 1, maxLength: 100 });

test('a tail that is said more than 20 times is said once', () => {
  assert.equal(cutTail(`It was found that ${'and so on '.repeat(400)}`), 'It was found that and so on');
  assert.equal(cutTail('x'.repeat(21)), 'x');
});

test('what is said 20 times stays', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1, maxLength: 1 }), { minLength: 3, maxLength: 3 }),
      (letters) => {
        const text = letters.join('').repeat(20);
        assert.equal(cutTail(text), text);
      },
    ),
  );
});

test('a loop is cut wherever the last turn was cut off, and the text before it stays', () => {
  fc.assert(
    fc.property(fc.string(), pattern, fc.integer({ min: 22, max: 60 }), fc.nat(99), (before, turn, turns, cutOff) => {
      const text = before + turn.repeat(turns) + turn.slice(0, cutOff % turn.length);
      const cut = cutTail(text);
      assert.ok(text.startsWith(cut));
      assert.ok(cut.length <= before.length + 2 * turn.length, `${cut.length}`);
    }),
  );
});

test('cutting again changes nothing', () => {
  fc.assert(
    fc.property(fc.string(), pattern, fc.nat(60), (before, turn, turns) => {
      const cut = cutTail(before + turn.repeat(turns));
      assert.equal(cutTail(cut), cut);
    }),
  );
});
