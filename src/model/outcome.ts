/** What a program gives the pipeline and gets of it: rows and outcomes as objects, where the filter has bytes. */
import type { Failure, Item } from './item.ts';
import type { TrainingExample } from './schemas.ts';

/** A pair that became an example, or why it did not. */
export type Outcome = { ok: true; value: TrainingExample } | { ok: false; failure: Failure };

/** Rows may be anything that JSON can say; see `Row` for the names that count. */
export type Rows = Iterable<object> | AsyncIterable<object>;

export async function* toLines(rows: Rows): AsyncGenerator<Buffer> {
  for await (const row of rows) yield Buffer.from(`${JSON.stringify(row)}\n`);
}

export function toOutcome(item: Item<{ example: TrainingExample }>): Outcome | null {
  if (item.ok) return { ok: true, value: item.value.example };
  return item.failure ? { ok: false, failure: item.failure } : null;
}
