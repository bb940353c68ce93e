/** Rows for streams under test, and what comes out of them. */
import type { Readable } from 'node:stream';
import type { Item } from '../../src/model/item.ts';
import { Row } from '../../src/model/schemas.ts';

export const wellItem = <T>(row: number, value: T): Item<T> => ({ row, paperId: null, ok: true, value });

export const items = <T>(values: readonly T[]): Item<T>[] => values.map((value, index) => wellItem(index + 1, value));

/** Every item that `stream` gives, in order. */
export async function collect(stream: Readable): Promise<Item<unknown>[]> {
  const all: Item<unknown>[] = [];
  for await (const item of stream) all.push(item);
  return all;
}

/** A row with files of these names. */
export const rowOf = (paper_id: string, local_pdf_path = 'paper.pdf', local_image_path = 'poster.png'): Row =>
  Row.parse({
    ...{ paper_id, local_pdf_path, local_image_path, raw: {} },
    ...{ title: null, abstract: null, conference: null, year: null, topics: [] },
  });

export const rowItems = (ids: readonly string[]): Item<Row>[] =>
  ids.map((id, index) => ({ row: index + 1, paperId: id, ok: true, value: rowOf(id) }));
