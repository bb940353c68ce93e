/** Rows for streams under test, and what comes out of them. */
import { Readable } from 'node:stream';
import { Flow } from '../../src/flow/flow.ts';
import type { Stage } from '../../src/flow/stage.ts';
import type { Item } from '../../src/model/item.ts';
import type { Finished } from '../../src/model/pair.ts';
import { Row } from '../../src/model/schemas.ts';

export const wellItem = <T>(row: number, value: T): Item<T> => ({ row, paperId: null, ok: true, value });

export const items = <T>(values: readonly T[]): Item<T>[] => values.map((value, index) => wellItem(index + 1, value));

/** Every item that `stream` gives, in order. */
export async function collect<T = unknown>(stream: Readable): Promise<Item<T>[]> {
  const all: Item<T>[] = [];
  for await (const item of stream) all.push(item);
  return all;
}

/** What a stage makes of items, in the order in which they leave it. An error of the stage is thrown. */
export async function through<In, Out>(stage: Stage<Item<In>, Out>, given: readonly Item<In>[]): Promise<Out[]> {
  const all: Out[] = [];
  for await (const made of Flow.from(stage).over(Readable.from(given))) all.push(made);
  return all;
}

/** What it makes of one value. @throws where it fails its row, with the failure's code and message */
export async function makes<In, Out>(stage: Stage<Item<In>, Item<Out>>, value: In): Promise<Out> {
  const [item] = await through(stage, [wellItem(1, value)]);
  if (item?.ok) return item.value;
  throw new Error(item?.failure ? `${item.failure.code}: ${item.failure.message}` : 'skipped');
}

/** The same for a stage that lets finished pairs pass: this value is none. */
export async function grows<In extends object, Out extends object>(
  stage: Stage<Item<In | Finished>, Item<Out | Finished>>,
  value: In,
): Promise<Out> {
  const grown = await makes(stage, value);
  if ('example' in grown) throw new Error('The pair was finished');
  return grown;
}

/** A row with files of these names. */
export const rowOf = (paper_id: string, local_pdf_path = 'paper.pdf', local_image_path = 'poster.png'): Row =>
  Row.parse({
    ...{ paper_id, local_pdf_path, local_image_path, raw: {} },
    ...{ title: null, abstract: null, conference: null, year: null, topics: [] },
  });

export const rowItems = (ids: readonly string[]): Item<Row>[] =>
  ids.map((id, index) => ({ row: index + 1, paperId: id, ok: true, value: rowOf(id) }));
