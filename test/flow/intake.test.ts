import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { Intake } from '../../src/flow/intake.ts';

test('a closed intake ends the input, also one that says nothing', async () => {
  const intake = new Intake(1);
  const input = new PassThrough();
  const read = text(intake.readable(input));
  input.write('rows');
  setImmediate(() => intake.close());
  assert.equal(await read, 'rows');
});

test('an input that is closed before its end is an error, not a wait for ever', async () => {
  const input = new PassThrough();
  const read = text(new Intake(1).readable(input));
  setImmediate(() => input.destroy());
  await assert.rejects(read, /closed before its end/);
});

test('a row is admitted when it fits into the window, or when the intake closes', async () => {
  const intake = new Intake(2);
  assert.equal(intake.admit(2), undefined);
  const third = intake.admit(3);
  intake.release(1);
  await third;
  const fourth = intake.admit(4);
  intake.close();
  await fourth;
  assert.equal(intake.admit(9), undefined);
});
