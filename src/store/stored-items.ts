/** Stored examples as items of a chain, and how often each is to stand in the data set. */
import { Readable } from 'node:stream';
import type { Config } from '../config/config.ts';
import { balancedRepeats } from '../dataset/shaping/balance.ts';
import { FatalError, type Item } from '../model/item.ts';
import type { TrainingExample } from '../model/schemas.ts';
import { countColumns, type ExampleSource } from './example-source.ts';

/**
 * The keys of all examples, numbered from 1. After an interrupt they end in a FatalError: a part of a data set looks like
 * all of it.
 */
export function storedItems(source: ExampleSource, isInterrupted: () => boolean): Readable {
  return Readable.from(numbered(source.keys(), isInterrupted), { highWaterMark: 1 });
}

async function* numbered(keys: AsyncIterable<string>, isInterrupted: () => boolean): AsyncGenerator<Item<string>> {
  let row = 0;
  for await (const value of keys) {
    if (isInterrupted()) throw new FatalError('Interrupted: no file was written');
    row += 1;
    yield { row, paperId: null, ok: true, value };
  }
}

/** Balancing takes a pass of its own, to count. */
export async function repeatsFor(
  { balance }: Config,
  source: ExampleSource,
): Promise<(example: TrainingExample) => number> {
  if (!balance) return () => 1;
  const repeats = balancedRepeats(await countColumns(source));
  return ({ poster_layout }) => repeats.get(poster_layout.body.columns) ?? 1;
}
