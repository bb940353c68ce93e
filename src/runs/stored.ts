/** Nothing is read or asked: examples come from what an earlier run kept. */
import { Readable } from 'node:stream';
import type { Config } from '../config/config.ts';
import { balancedRepeats } from '../dataset/shaping/balance.ts';
import { FatalError, type Item } from '../model/item.ts';
import { stored } from '../pipeline.ts';
import type { Account } from '../session/pass.ts';
import { countColumns, type ExampleSource } from '../store/example-source.ts';
import type { Runner } from './runner.ts';

/** @param account what the last pass is accounted to. @param isInterrupted asked before each example */
export function openStored(source: ExampleSource, account: Account, isInterrupted: () => boolean): Runner<null> {
  return {
    async prepare() {
      const pass = { ...account, source, repeatsOf: await repeatsFor(account.config, source) };
      const input = Readable.from(numbered(source.keys(), isInterrupted), { highWaterMark: 1 });
      return { pass, examples: stored(pass), input };
    },
    settle: async () => {},
    [Symbol.asyncDispose]: async () => {},
  };
}

/** Balancing takes a pass of its own, to count. */
async function repeatsFor({ balance }: Config, source: ExampleSource): Promise<Account['repeatsOf']> {
  if (!balance) return () => 1;
  const repeats = balancedRepeats(await countColumns(source));
  return ({ poster_layout }) => repeats.get(poster_layout.body.columns) ?? 1;
}

/**
 * The keys of all examples, numbered from 1. After an interrupt they end in a FatalError: part of a data set looks like
 * all of it.
 */
async function* numbered(keys: AsyncIterable<string>, isInterrupted: () => boolean): AsyncGenerator<Item<string>> {
  let row = 0;
  for await (const value of keys) {
    if (isInterrupted()) throw new FatalError('Interrupted: no file was written');
    row += 1;
    yield { row, paperId: null, ok: true, value };
  }
}
