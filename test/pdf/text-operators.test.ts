import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { TextOperators } from '../../src/pdf/text-operators.ts';

function kept(...operators: number[]): number[] {
  const text = new TextOperators();
  for (const operator of operators) text.add(operator, null);
  return text.fnArray;
}

test('drawings are not kept, nor what is saved and restored around them alone', () => {
  const { save, restore, transform, constructPath, setFont, showText } = OPS;
  const drawing = [save, transform, save, setFont, constructPath, restore, constructPath, restore];
  assert.deepEqual(kept(...drawing, save, transform, showText, ...drawing, restore), [
    save,
    transform,
    showText,
    restore,
  ]);
});

test('where text goes is kept though nothing is shown there before the state is restored', () => {
  const operators = [OPS.beginText, OPS.save, OPS.moveText, OPS.restore, OPS.showText];
  assert.deepEqual(kept(...operators), operators);
});

test('restoring what was never saved changes nothing', () => {
  assert.deepEqual(kept(OPS.setFont, OPS.restore, OPS.showText), [OPS.setFont, OPS.restore, OPS.showText]);
});
