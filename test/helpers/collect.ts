/** Rows for streams under test, and what comes out of them. */
import type { Readable } from 'node:stream';
import type { Item } from '../../src/model/item.ts';

export const wellItem = <T>(row: number, value: T): Item<T> => ({ row, paperId: null, ok: true, value });

export const items = <T>(values: readonly T[]): Item<T>[] => values.map((value, index) => wellItem(index + 1, value));

/** Every item that `stream` gives, in order. */
export async function collect(stream: Readable): Promise<Item<unknown>[]> {
  const all: Item<unknown>[] = [];
  for await (const item of stream) all.push(item);
  return all;
}
