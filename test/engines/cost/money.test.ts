import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBudget } from '../../../src/engines/cost/budget.ts';
import { costOf, PRICES, priced, priceOf } from '../../../src/engines/cost/prices.ts';
import { Spending } from '../../../src/engines/cost/spending.ts';
import { RowError } from '../../../src/model/item.ts';
import { NOTHING } from '../../../src/model/summary.ts';

const never = new AbortController().signal;
const ANSWER = { text: '', stop_reason: 'end_turn', max_tokens: 1, model: 'm' };

const usage = { ...NOTHING, input_tokens: 1_000_000, output_tokens: 1_000_000 };
const dollars = (model: string, used = usage) => {
  const price = priceOf(model);
  return price && costOf(used, price);
};

test('a million tokens cost what the table says, dated names what the model does', () => {
  assert.equal(dollars('claude-haiku-4-5'), 6);
  assert.equal(dollars('claude-haiku-4-5-20251001'), 6);
});

test('above a hundred thousand tokens of prompt the other price holds, for all tokens', () => {
  const below = { ...NOTHING, input_tokens: 100_000, output_tokens: 1000 };
  assert.equal(dollars('claude-haiku-5-5', below)?.toFixed(6), '0.010500');
  assert.equal(dollars('claude-haiku-5-5', { ...below, cache_read_input_tokens: 1 })?.toFixed(6), '0.052500');
});

test('the cache of prompts costs a quarter more to write and a tenth to read, of some models less', () => {
  const { 'claude-haiku-5-5': haiku, 'claude-opus-5-5': opus } = PRICES;
  assert.deepEqual([haiku?.cache_write, haiku?.cache_read?.toFixed(3)], [0.125, '0.010']);
  assert.deepEqual([opus?.cache_write, opus?.cache_read.toFixed(3)], [5, '0.200']);
});

test('an unknown model has no price, unless one is given', () => {
  assert.equal(priceOf('gpt-9'), null);
  assert.deepEqual(priceOf('gpt-9', { 'gpt-9': priced(1, 2) }), priced(1, 2));
});

test('calls in flight count at the most they can cost, and what they turn out cheaper is used', async () => {
  const budget = openBudget(1);
  const first = await budget.reserve(0.6);
  let second: 'waits' | 'asked' = 'waits';
  const reserving = budget.reserve(0.6).then((reservation) => {
    second = 'asked';
    return reservation;
  });
  await Promise.resolve();
  assert.equal(second, 'waits');
  first.settle(0.3);
  (await reserving).settle(0.6);
  await assert.rejects(budget.reserve(0.2), (error) => error instanceof RowError && error.code === 'over-budget');
});

test('where an answer cost more than it was expected to at the most, the next is expected to cost as much', async () => {
  const told: number[] = [];
  const spending = new Spending({
    ...{ model: 'm', prices: { m: priced(1, 1) }, budget: openBudget(1), batch: false },
    onPaid: (_usage, cost) => told.push(cost ?? 0),
  });
  const expected = { ...NOTHING, output_tokens: 100_000 };
  const buy = () =>
    spending.buy(expected, async () => ({ ...ANSWER, usage: { ...NOTHING, output_tokens: 400_000 } }), never);
  await buy();
  await buy();
  await assert.rejects(buy(), (error) => error instanceof RowError && error.code === 'over-budget');
  assert.deepEqual(told, [0.4, 0.4]);
});
