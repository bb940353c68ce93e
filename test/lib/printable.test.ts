import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { printable, printableLines } from '../../src/lib/printable.ts';
import { Summary } from '../../src/model/summary.ts';
import { endSummary } from '../../src/terminal/progress.ts';

test('what moves the cursor, turns the direction or hides is shown by its number', () => {
  assert.equal(printable('a\u001b[2Jb\nc\u202ed\u009b'), 'a\\u{1b}[2Jb\\u{a}c\\u{202e}d\\u{9b}');
  assert.equal(printableLines('a\u0007\nb'), 'a\\u{7}\nb');
});

test('text of any script stays as it is', () => {
  for (const text of ['Šárka — naïve', '漢字', 'שלום', '👩‍🔬', 'می‌خواهم']) assert.equal(printable(text), text);
});

test('nothing that a terminal obeys is left of any text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      (text) => !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(printable(text)),
    ),
  );
});

test('why a run ended is told in the summary without obeying it', () => {
  const summary = new Summary();
  summary.endedEarly = 'the server said \u001b[2J\nrow 9: done';
  const text = endSummary(summary, false);
  assert.match(text, /said \\u\{1b\}\[2J\\u\{a\}row 9/);
});
