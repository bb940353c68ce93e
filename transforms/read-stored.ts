import type { Step } from '../src/flow.ts';
import type { Item } from '../src/item.ts';
import type { Finished } from '../src/pair.ts';
import { stage } from '../src/stage.ts';
import type { ExampleStore } from '../src/store/example-store.ts';

/** `path → Finished`: an example that an earlier run kept. */
export function readStored(store: ExampleStore): Step<Item<string>, Item<Finished>> {
  return stage({ name: 'read-stored' }, async (path: string) => ({ example: await store.read(path), made: null }));
}
