import { type Stage, stage } from '../src/flow/stage.ts';
import type { Item } from '../src/model/item.ts';
import type { Row } from '../src/model/schemas.ts';
import type { Fetcher } from '../src/sources/fetcher.ts';

/** Milliseconds: two large files from a slow host that asks to wait in between. */
const TIMEOUT_MS = 15 * 60_000;

/** `Row → Row`: files that lie elsewhere are brought here; the row then names them by their paths. */
export function fetchFiles({ fetcher }: { fetcher: Fetcher }): Stage<Item<Row>, Item<Row>> {
  const { concurrency } = fetcher;
  return stage({ name: 'fetch-files', concurrency, timeoutMs: TIMEOUT_MS }, (row: Row, signal) =>
    fetcher.fetch(row, signal),
  );
}
