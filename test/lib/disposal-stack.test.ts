import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DisposalStack } from '../../src/lib/disposal-stack.ts';

const closable = (name: string, closed: string[]): AsyncDisposable => ({
  [Symbol.asyncDispose]: async () => void closed.push(name),
});

test('what was opened is closed in the opposite order, once', async () => {
  const closed: string[] = [];
  const opened = new DisposalStack();
  opened.use(closable('first', closed));
  assert.equal(opened.use(null), null);
  opened.use({ [Symbol.dispose]: () => void closed.push('second') });
  opened.adopt('third', (name) => void closed.push(name));
  await opened.disposeAsync();
  await opened.disposeAsync();
  assert.deepEqual(closed, ['third', 'second', 'first']);
});

test('what is handed over is closed by its new owner only', async () => {
  const closed: string[] = [];
  let moved: DisposalStack;
  {
    await using opened = new DisposalStack();
    opened.use(closable('it', closed));
    moved = opened.move();
  }
  assert.deepEqual(closed, []);
  await moved.disposeAsync();
  assert.deepEqual(closed, ['it']);
});

test('one that cannot be closed keeps no other open, and its error is told', async () => {
  const closed: string[] = [];
  const opened = new DisposalStack();
  const refuse = () => {
    throw new RangeError('stuck');
  };
  opened.use(closable('first', closed));
  opened.adopt('second', refuse);
  await assert.rejects(opened.disposeAsync(), /^RangeError: stuck$/);
  assert.deepEqual(closed, ['first']);
  opened.adopt('a', refuse);
  opened.adopt('b', refuse);
  await assert.rejects(opened.disposeAsync(), AggregateError);
});
